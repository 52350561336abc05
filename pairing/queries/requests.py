"""Requests between colleagues on the page of a draw: swaps and covers."""

from dataclasses import dataclass

from core.weeks import today_in
from pairing.models import CoverOffer, SwapRequest
from pairing.queries.covers import COMING, is_resumed
from pairing.rules import can_request_cover, is_waiting
from pairing.states import CoverState


@dataclass(frozen=True, slots=True)
class Cover:
    offer: CoverOffer
    is_own: bool
    can_take: bool


def open_requests(draw, pairings, user, now, *, broken=()):
    """The open requests on a running draw that concern `user`.

    `draw` has all its pairings fetched; `pairings` are the live ones. `broken` are the ids of those
    whose reviewer is away.
    """
    pairing_of = {pairing.pk: pairing for pairing in draw.pairings.all()}
    swaps = _open_swaps(draw, pairing_of, user)
    offers = _offers(draw, pairing_of)
    open_offers = [
        offer
        for offer in offers
        if offer.state == CoverState.OPEN and not is_resumed(offer, offer.pairing)
    ]
    return {
        "swaps_to_answer": [swap for swap in swaps if swap.theirs.reviewer_id == user.pk],
        "swaps_requested": [swap for swap in swaps if swap.mine.reviewer_id == user.pk],
        "covers": _covers(draw, open_offers, pairings, user, now) if open_offers else [],
        "uncovered": _uncovered(draw, offers, user, now, broken),
    }


def _open_swaps(draw, pairing_of, user):
    """The page has the pairings already, so that the swaps come without their joins."""
    swaps = []
    for swap in SwapRequest.objects.open().visible_to(user).filter(mine__draw=draw):
        mine = pairing_of[swap.mine_id]
        theirs = pairing_of.get(swap.theirs_id)
        if theirs and is_waiting(mine) and is_waiting(theirs):
            swap.mine = mine
            swap.theirs = theirs
            swaps.append(swap)
    return swaps


def _offers(draw, pairing_of):
    offers = list(
        CoverOffer.objects.filter(pairing__draw=draw, state__in=[CoverState.OPEN, CoverState.TAKEN])
    )
    for offer in offers:
        offer.pairing = pairing_of[offer.pairing_id]
    return offers


def _covers(draw, offers, pairings, user, now):
    """Who needs a reviewer, and whether `user` can offer to be the one.

    Rules are not looked at, so that a missing button gives none away.
    """
    pool = draw.cycle.pool
    today = today_in(pool.zone, now)
    is_member = pool.memberships.on(today).filter(user=user).exists()
    taken = {(pairing.reviewer_id, pairing.owner_id) for pairing in pairings}
    rows = []
    for offer in offers:
        owner = offer.pairing.owner_id
        is_one_of_two = user.pk in (owner, offer.pairing.reviewer_id)
        can_take = is_member and not is_one_of_two and (user.pk, owner) not in taken
        rows.append(Cover(offer, is_own=owner == user.pk, can_take=can_take))
    return rows


def _uncovered(draw, offers, user, now, broken):
    """A pairing that leaves `user` without a review and that a volunteer can be asked for."""
    if user.pk in draw.outside:
        return None
    received = [pairing for pairing in draw.pairings.all() if pairing.owner_id == user.pk]
    requested = {offer.pairing_id for offer in offers}
    for pairing in received:
        is_coming = pairing.state in COMING and pairing.pk not in broken
        if is_coming or pairing.pk in requested:
            return None
    for pairing in received:
        pairing.draw = draw
        if can_request_cover(user, pairing, now, is_broken=pairing.pk in broken):
            return pairing
    return None
