"""What colleagues ask each other on the page of a draw: to swap, and for a volunteer."""

from dataclasses import dataclass

from core.weeks import today_in
from pairing.models import CoverOffer, SwapRequest
from pairing.queries.covers import COMING
from pairing.queries.exclusions import engine_rules
from pairing.queries.swaps import BOTH_PAIRINGS
from pairing.rules import can_request_cover, is_waiting
from pairing.states import CoverState


@dataclass(frozen=True, slots=True)
class Cover:
    offer: CoverOffer
    is_own: bool
    can_take: bool


def open_requests(draw, pairings, user, now):
    """The open questions of a running draw, as far as they are for `user`; `pairings` are its live ones."""
    swaps = (
        SwapRequest.objects.open()
        .visible_to(user)
        .filter(mine__draw=draw)
        .select_related(*BOTH_PAIRINGS)
    )
    swaps = [swap for swap in swaps if is_waiting(swap.mine) and is_waiting(swap.theirs)]
    offers = CoverOffer.objects.filter(
        pairing__draw=draw, state__in=[CoverState.OPEN, CoverState.TAKEN]
    )
    offers = list(offers.select_related("pairing__owner", "pairing__reviewer"))
    looking = [offer for offer in offers if offer.state == CoverState.OPEN]
    return {
        "swaps_to_answer": [swap for swap in swaps if swap.theirs.reviewer_id == user.pk],
        "swaps_requested": [swap for swap in swaps if swap.mine.reviewer_id == user.pk],
        "covers": _covers(draw, looking, pairings, user, now) if looking else [],
        "uncovered": _uncovered(draw, offers, user, now),
    }


def _covers(draw, offers, pairings, user, now):
    """Who looks for a reviewer, and whether `user` could be it; no word on why not."""
    pool = draw.cycle.pool
    today = today_in(pool.zone, now)
    is_member = pool.memberships.on(today).filter(user=user).exists()
    owners = {offer.pairing.owner_id for offer in offers}
    taken = {(one.reviewer_id, one.owner_id) for one in pairings} | set(
        engine_rules(pool, today, {user.pk, *owners})[0]
    )
    rows = []
    for offer in offers:
        barred = user.pk in (offer.pairing.owner_id, offer.pairing.reviewer_id)
        can = is_member and not barred and (user.pk, offer.pairing.owner_id) not in taken
        rows.append(Cover(offer, offer.pairing.owner_id == user.pk, can))
    return rows


def _uncovered(draw, offers, user, now):
    """A pairing of which `user` was the owner, that ended without a review, and for which a volunteer can be asked."""
    mine = [one for one in draw.pairings.all() if one.owner_id == user.pk]
    asked = {offer.pairing_id for offer in offers}
    if any(one.state in COMING for one in mine) or any(one.pk in asked for one in mine):
        return None
    return next((one for one in mine if can_request_cover(user, _with(one, draw), now)), None)


def _with(pairing, draw):
    pairing.draw = draw
    return pairing
