"""What colleagues ask each other on the page of a draw: to swap, and for a volunteer."""

from dataclasses import dataclass

from core.weeks import today_in
from pairing.models import CoverOffer, Pairing, SwapRequest
from pairing.queries.covers import COMING
from pairing.queries.exclusions import rules_for
from pairing.rules import can_ask_cover, is_waiting
from pairing.states import CoverState

PAIRS = [f"{side}__{role}" for side in ("mine", "theirs") for role in ("reviewer", "owner")]


@dataclass(frozen=True, slots=True)
class Cover:
    offer: CoverOffer
    is_own: bool
    can_take: bool


def open_requests(draw, pairings, user, now):
    """The open questions of a running draw, as far as they are for `user`; `pairings` are its live ones."""
    swaps = (
        SwapRequest.objects.open().visible_to(user).filter(mine__draw=draw).select_related(*PAIRS)
    )
    swaps = [swap for swap in swaps if is_waiting(swap.mine) and is_waiting(swap.theirs)]
    offers = CoverOffer.objects.filter(
        pairing__draw=draw, state__in=[CoverState.OPEN, CoverState.TAKEN]
    )
    offers = list(offers.select_related("pairing__owner", "pairing__reviewer"))
    looking = [offer for offer in offers if offer.state == CoverState.OPEN]
    return {
        "swaps_to_answer": [swap for swap in swaps if swap.theirs.reviewer_id == user.pk],
        "swaps_asked": [swap for swap in swaps if swap.mine.reviewer_id == user.pk],
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
        rules_for(pool, today, {user.pk, *owners})[0]
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
    return next((one for one in mine if can_ask_cover(user, _with(one, draw), now)), None)


def _with(pairing, draw):
    pairing.draw = draw
    return pairing


def swap_candidates(mine, now):
    """The pairings of the same draw that `mine` could be exchanged for: not begun, and nobody with themself, twice with
    the same person or against a rule afterwards.
    """
    pool = mine.draw.cycle.pool
    rows = list(
        mine.draw.pairings.live()
        .select_related("reviewer", "owner")
        .order_by("reviewer__name", "pk")
    )
    arcs = {(one.reviewer_id, one.owner_id) for one in rows}
    people = {one for arc in arcs for one in arc}
    barred = (
        arcs
        | set(rules_for(pool, today_in(pool.zone, now), people)[0])
        | {(one, one) for one in people}
    )
    return [
        one
        for one in rows
        if is_waiting(one)
        and one.reviewer_id != mine.reviewer_id
        and not {(mine.reviewer_id, one.owner_id), (one.reviewer_id, mine.owner_id)} & barred
    ]


def visible_swaps(user):
    """The swaps a person may see, with all that their page shows."""
    return SwapRequest.objects.visible_to(user).select_related(
        *PAIRS, "mine__draw__cycle__pool", "theirs__draw__cycle"
    )


def visible_pairings(user):
    """The pairings a person may see, with all that the actions on one need."""
    return Pairing.objects.visible_to(user).select_related("reviewer", "owner", "draw__cycle__pool")
