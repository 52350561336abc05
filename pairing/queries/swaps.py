"""Swaps of reviews between two reviewers of one draw."""

from core.weeks import today_in
from pairing.models import SwapRequest
from pairing.queries.exclusions import engine_rules
from pairing.rules import is_waiting

BOTH_PAIRINGS = ("mine__reviewer", "mine__owner", "theirs__reviewer", "theirs__owner")


def swap_candidates(mine, now):
    """The pairings of the same draw that `mine` could be exchanged for.

    They have not started, and the swap gives nobody themselves, the same person twice or a pair
    against a rule.
    """
    pool = mine.draw.cycle.pool
    pairings = mine.draw.pairings.live().select_related("reviewer", "owner")
    rows = list(pairings.order_by("reviewer__name", "pk"))
    arcs = {(one.reviewer_id, one.owner_id) for one in rows}
    people = {person for arc in arcs for person in arc}
    hard, _ = engine_rules(pool, today_in(pool.zone, now), people)
    barred = arcs | set(hard) | {(person, person) for person in people}
    return [one for one in rows if is_waiting(one) and _fits(mine, one, barred)]


def _fits(mine, other, barred):
    exchanged = {(mine.reviewer_id, other.owner_id), (other.reviewer_id, mine.owner_id)}
    return other.reviewer_id != mine.reviewer_id and not exchanged & barred


def visible_swaps(user):
    """The swaps a person may see, with everything their page shows."""
    return SwapRequest.objects.visible_to(user).select_related(
        *BOTH_PAIRINGS, "mine__draw__cycle__pool", "theirs__draw__cycle"
    )
