from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from notifications.actions import queue, settle
from pairing.concurrency import lock_running_cycle
from pairing.draw_store import replace_pairing
from pairing.models import CoverOffer, Pairing
from pairing.notices import CoverRequested, PairingAdded, PairingDropped
from pairing.queries.attention import list_broken
from pairing.queries.covers import is_resumed, is_uncovered, may_volunteer, volunteers
from pairing.queries.meetings import describe_meeting
from pairing.rules import can_request_cover
from pairing.states import CoverState, Origin, PairingState


@transaction.atomic
def request_cover(pairing, *, by, now):
    """Ask for a volunteer in place of a pairing that ended without a review, or whose reviewer is
    away; returns the `CoverOffer`.

    Raises `NotAllowed` for anyone but its owner, `Refused` if too few working days are left or
    somebody else reviews the owner, and `StaleState` if the cycle is over or a request is
    already open.
    """
    if pairing.owner_id != by.pk:
        raise NotAllowed("Only the case owner can ask for a volunteer.")
    lock_running_cycle(pairing.draw.cycle)
    pairing = _locked(pairing)
    is_broken = bool(list_broken([pairing], now))
    if not can_request_cover(by, pairing, now, is_broken=is_broken) or not is_uncovered(pairing):
        raise Refused(
            "You can ask for a volunteer if nobody reviews you and three working days are left."
        )
    if pairing.covers.filter(state__in=[CoverState.OPEN, CoverState.TAKEN]).exists():
        raise StaleState("You have already asked for a volunteer.", pairing)
    offer = CoverOffer.objects.create(pairing=pairing, asked_at=now)
    record("cover asked", offer, by=by, now=now, pairing=pairing.pk)
    queue(CoverRequested(offer, people=volunteers(offer, now)), now=now)
    return offer


@transaction.atomic
def withdraw_cover(offer, *, by, now):
    """Stop asking for a volunteer.

    Raises `NotAllowed`, and `StaleState` if somebody has volunteered or it is over.
    """
    if offer.pairing.owner_id != by.pk:
        raise NotAllowed("Only the case owner can withdraw this.")
    move(offer, to=CoverState.WITHDRAWN, ended_at=now)
    settle([CoverRequested.kind], offer, now=now)
    record("cover withdrawn", offer, by=by, now=now)


@transaction.atomic
def take_cover(offer, *, by, now):
    """Volunteer; the first one gets the review. Returns the new `Pairing`.

    Raises `NotAllowed` for people who cannot review the owner in this draw, without saying why, and
    `StaleState` if somebody else was first, the request was withdrawn, or the cycle is over.
    """
    cycle = offer.pairing.draw.cycle
    lock_running_cycle(cycle)
    old = _locked(offer.pairing)
    if offer.state != CoverState.OPEN:
        raise StaleState("This request for a volunteer is over.", offer)
    if not may_volunteer(by, offer, now):
        raise NotAllowed("You cannot take over this review. Thank you for offering.")
    is_still_away = old.state != PairingState.ASSIGNED or list_broken([old], now)
    if is_resumed(offer, old) or not is_still_away:
        raise StaleState("This request for a volunteer is over.", offer)
    reason = f"Cover for {old.reviewer.first_name}; {describe_meeting(cycle, by, old.owner)}"
    move(offer, to=CoverState.TAKEN, ended_at=now)
    if old.state == PairingState.ASSIGNED:
        replace_pairing(old, by=by, now=now)
        record("pairing replaced", old, by=by, now=now)
        queue(PairingDropped(old, people=[old.reviewer]), now=now)
    new = Pairing.objects.create(
        draw=old.draw,
        reviewer=by,
        owner=old.owner,
        origin=Origin.COVER,
        code=Origin.COVER,
        why=reason,
    )
    CoverOffer.objects.filter(pk=offer.pk).update(covered_by=new)
    record("cover taken", offer, by=by, now=now, pairing=new.pk)
    record("pairing added", new, by=by, now=now, origin=new.origin)
    queue(PairingAdded(new, people=[new.owner]), now=now)
    return new


def _locked(pairing):
    rows = Pairing.objects.select_for_update(of=["self"]).select_related(
        "reviewer", "owner", "draw__cycle__pool"
    )
    return rows.get(pk=pairing.pk)
