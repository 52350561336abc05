"""Swaps of reviews between two reviewers of one draw."""

from core.weeks import today_in
from pairing.models import SwapRequest
from pairing.queries.exclusions import engine_rules
from pairing.rules import is_waiting

BOTH_PAIRINGS = [f"{side}__{role}" for side in ("mine", "theirs") for role in ("reviewer", "owner")]


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
        | set(engine_rules(pool, today_in(pool.zone, now), people)[0])
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
        *BOTH_PAIRINGS, "mine__draw__cycle__pool", "theirs__draw__cycle"
    )
