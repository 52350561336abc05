"""Swaps of reviews between two reviewers of one draw.

What the page offers follows from what members can see anyway. Rules and absences are checked only
when a swap is requested or accepted, and every refusal reads the same, so that neither the list nor
the answer gives away the reason (ADR 0017).
"""

from core.weeks import today_in
from pairing.models import SwapRequest
from pairing.queries.exclusions import engine_rules
from pairing.rules import is_waiting
from people.models import Absence

BOTH_PAIRINGS = ("mine__reviewer", "mine__owner", "theirs__reviewer", "theirs__owner")


def swap_candidates(mine):
    """The pairings of the same draw that the page offers in exchange for `mine`.

    They have not started, and the swap gives nobody themselves or the same person twice.
    """
    pairings = mine.draw.pairings.live().select_related("reviewer", "owner")
    rows = list(pairings.order_by("reviewer__name", "pk"))
    arcs = {(pairing.reviewer_id, pairing.owner_id) for pairing in rows}
    people = {person for arc in arcs for person in arc}
    barred = arcs | {(person, person) for person in people}
    return [pairing for pairing in rows if is_waiting(pairing) and _fits(mine, pairing, barred)]


def is_swap_possible(mine, theirs, now):
    """Whether the two can be swapped: offered, allowed by the rules, colleague available."""
    if not is_waiting(mine) or theirs not in swap_candidates(mine):
        return False
    pool = mine.draw.cycle.pool
    today = today_in(pool.zone, now)
    people = {one for pair in (mine, theirs) for one in (pair.reviewer_id, pair.owner_id)}
    hard, _ = engine_rules(pool, today, people)
    colleague = theirs.reviewer_id
    is_away = Absence.objects.overlapping(today, today).filter(user=colleague).exists()
    return _fits(mine, theirs, set(hard)) and not is_away


def _fits(mine, other, barred):
    exchanged = {(mine.reviewer_id, other.owner_id), (other.reviewer_id, mine.owner_id)}
    return other.reviewer_id != mine.reviewer_id and not exchanged & barred


def visible_swaps(user):
    """The swaps a person may see, with everything their page shows."""
    return SwapRequest.objects.visible_to(user).select_related(
        *BOTH_PAIRINGS, "mine__draw__cycle__pool", "theirs__draw__cycle"
    )
