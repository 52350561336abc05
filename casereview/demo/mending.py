"""What happened to some draws after they were made: one was drawn again, one saw a swap, one a volunteer.

It is decided from the pairs alone, so that the search for seeds can reckon with it before anything is drawn.
"""

from datetime import timedelta
from itertools import combinations

from pairing.actions import accept_swap, ask_cover, ask_swap, redraw_cycle, skip_pairing, take_cover

REDRAWN, SWAPPED, COVERED = 3, 5, 9  # the numbers of those cycles
WHY_AGAIN = "Two of us changed teams over the weekend, and the pool was not up to date."
WHY_SKIPPED = "A major case keeps me in the war room until Friday."
MINUTES = timedelta(minutes=1)


def bent(number, arcs, inputs, spared):
    """The (reviewer, owner) ids of a cycle as they stood in the end. `spared` are people whom it leaves alone."""
    barred = {*arcs, *inputs.hard}
    if number == SWAPPED:
        (a, b), (c, d) = find_swap(arcs, barred, spared)
        return tuple((set(arcs) - {(a, b), (c, d)}) | {(a, d), (c, b)})
    if number == COVERED:
        (_, owner), volunteer = find_cover(arcs, barred, spared)
        return (*arcs, (volunteer, owner))
    return arcs


def bend(number, draw, people, spared):
    """Let it happen by the actions, within the hour after the draw."""
    rows = draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool")
    pairings = {(row.reviewer_id, row.owner_id): row for row in rows}
    hard = {tuple(arc) for arc in draw.inputs["hard"]}
    if number == SWAPPED:
        mine, theirs = (pairings[arc] for arc in find_swap(pairings, {*pairings, *hard}, spared))
        swap = ask_swap(mine, theirs, by=mine.reviewer, now=draw.drawn_at + 11 * MINUTES)
        accept_swap(swap, by=theirs.reviewer, now=draw.drawn_at + 19 * MINUTES)
    if number == COVERED:
        arc, volunteer = find_cover(pairings, {*pairings, *hard}, spared)
        cover(pairings[arc], people[volunteer], draw.drawn_at)


def cover(pairing, volunteer, at):
    skip_pairing(pairing, reason=WHY_SKIPPED, by=pairing.reviewer, now=at + 7 * MINUTES)
    offer = ask_cover(pairing, by=pairing.owner, now=at + 16 * MINUTES)
    take_cover(offer, by=volunteer, now=at + 24 * MINUTES)


def find_swap(arcs, barred, spared):
    """The first two pairs that can exchange their owners."""
    for (a, b), (c, d) in combinations(sorted(arcs), 2):
        if not spared & {a, b, c, d} and a != d and b != c and not {(a, d), (c, b)} & barred:
            return (a, b), (c, d)
    raise AssertionError("no two pairs can be swapped")


def find_cover(arcs, barred, spared):
    """The first pair to fall through, and who volunteers."""
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
