"""Changes to some draws: one redraw, one swap, one cover.

They depend only on the pairs, so the search for seeds can predict them before anything is drawn.
"""

from datetime import timedelta
from itertools import combinations

from pairing.actions import (
    accept_swap,
    redraw_cycle,
    request_cover,
    request_swap,
    skip_pairing,
    take_cover,
)

REDRAWN = 3
SWAPPED = 5
COVERED = 9  # the numbers of those cycles
WHY_AGAIN = "Two of us changed teams over the weekend, and the pool was not up to date."
WHY_SKIPPED = "A major case keeps me in the war room until Friday."
MINUTES = timedelta(minutes=1)


def bent(number, arcs, inputs, spared):
    """The final (reviewer, owner) ids of a cycle. `spared`: people who are left alone."""
    barred = {*arcs, *inputs.hard}
    if number == SWAPPED:
        (a, b), (c, d) = find_swap(arcs, barred, spared)
        return tuple((set(arcs) - {(a, b), (c, d)}) | {(a, d), (c, b)})
    if number == COVERED:
        (_, owner), volunteer = find_cover(arcs, barred, spared)
        return (*arcs, (volunteer, owner))
    return arcs


def bend(number, draw, people, spared):
    """Apply the change through the actions, within an hour of the draw."""
    rows = draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool")
    pairings = {(row.reviewer_id, row.owner_id): row for row in rows}
    hard = {tuple(arc) for arc in draw.inputs["hard"]}
    if number == SWAPPED:
        mine, theirs = (pairings[arc] for arc in find_swap(pairings, {*pairings, *hard}, spared))
        swap = request_swap(mine, theirs, by=mine.reviewer, now=draw.drawn_at + 11 * MINUTES)
        accept_swap(swap, by=theirs.reviewer, now=draw.drawn_at + 19 * MINUTES)
    if number == COVERED:
        arc, volunteer = find_cover(pairings, {*pairings, *hard}, spared)
        cover(pairings[arc], people[volunteer], draw.drawn_at)


def cover(pairing, volunteer, at):
    skip_pairing(pairing, reason=WHY_SKIPPED, by=pairing.reviewer, now=at + 7 * MINUTES)
    offer = request_cover(pairing, by=pairing.owner, now=at + 16 * MINUTES)
    take_cover(offer, by=volunteer, now=at + 24 * MINUTES)


def find_swap(arcs, barred, spared):
    """The first two pairs that can exchange owners."""
    for (a, b), (c, d) in combinations(sorted(arcs), 2):
        if not spared & {a, b, c, d} and a != d and b != c and not {(a, d), (c, b)} & barred:
            return (a, b), (c, d)
    raise AssertionError("no two pairs can be swapped")


def find_cover(arcs, barred, spared):
    """The first pair that can be skipped, and a volunteer to cover it."""
    people = sorted({reviewer for reviewer, _ in arcs} - spared)
    for arc in sorted(arcs):
        for volunteer in people:
            if not spared & {*arc} and volunteer not in arc and (volunteer, arc[1]) not in barred:
                return arc, volunteer
    raise AssertionError("nobody can volunteer")


def draw_again(draw, secret, salt, by):
    return redraw_cycle(
        draw, reason=WHY_AGAIN, by=by, now=draw.drawn_at + 38 * MINUTES, seed=secret, salt=salt
    )
