"""Ways to draw: ours, and four that teams use or would write first.

Each takes the week, what was drawn before, and a random generator, and returns `Drawn`. Columns are
places in `week.present`; a place that keeps itself sits out. The simple methods know no exclusions,
as their originals do not.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pairing.engine import Inputs, draw
from pairing.engine.rng import Rng
from pairing.engine.solver import solve, tight_arcs
from pairing.engine.tiers import build_cost_model
from pairing.simulation.choice import has_one_option
from pairing.simulation.years import Week

GREEDY_RESTARTS = 50
Past = list[tuple[str, tuple[tuple[int, int], ...]]]


@dataclass(frozen=True)
class Drawn:
    """columns: the owner of each reviewer. one_option: there was nothing to choose.

    unproven: a reciprocal pair that is not proven to be in every equally good draw.
    """

    columns: list[int]
    one_option: bool = False
    unproven: bool = False


def ours(week: Week, past: Past, rng: Rng) -> Drawn:
    present = set(week.present)
    inputs = Inputs(
        cycle=week.monday,
        present=week.present,
        hard=tuple(week.hard),
        history=_among(past, present),
    )
    drawing = draw(inputs, f"{rng.bits(256):064x}")
    place = {person: at for at, person in enumerate(week.present)}
    columns = list(range(len(week.present)))
    for pair in drawing.pairs:
        columns[place[pair.reviewer]] = place[pair.owner]
    one_option = drawing.options == 1 if drawing.options else _had_one_option(inputs, columns)
    return Drawn(columns, one_option, bool(drawing.tiers["reciprocal"]) and not drawing.proven)


def sattolo(week: Week, past: Past, rng: Rng) -> Drawn:
    """Sattolo's shuffle: one random circle through everybody."""
    columns = list(range(len(week.present)))
    for last in range(len(columns) - 1, 0, -1):
        other = rng.below(last)
        columns[last], columns[other] = columns[other], columns[last]
    return Drawn(columns)


def derangement(week: Week, past: Past, rng: Rng) -> Drawn:
    """A uniformly random shuffle in which nobody gets themselves."""
    size = len(week.present)
    columns = list(range(size))
    while size > 1 and any(row == column for row, column in enumerate(columns)):
        for last in range(size - 1, 0, -1):
            other = rng.below(last + 1)
            columns[last], columns[other] = columns[other], columns[last]
    return Drawn(columns)


def greedy(week: Week, past: Past, rng: Rng) -> Drawn:
    """One after the other takes the person met least often; up to 50 restarts if somebody is left
    alone.
    """
    counts = meetings(past)
    for _ in range(GREEDY_RESTARTS):
        columns = _one_pass(week, counts, rng)
        if all(row != column for row, column in enumerate(columns)):
            break
    return Drawn(columns)


def least_recently_used(week: Week, past: Past, rng: Rng) -> Drawn:
    """The exact optimum of "the person not met for longest"; ties go to the least random noise."""
    last = {arc: number for number, (_, arcs) in enumerate(past, start=1) for arc in arcs}
    size = len(week.present)
    cost = table(week, last, 1 + size * (1 + len(past)))
    _, u, v = solve(cost)
    arcs = tight_arcs(cost, u, v)
    noise = [{column: rng.bits(32) for column in line} for line in arcs]
    columns = solve([[line.get(column) for column in range(size)] for line in noise])[0]
    return Drawn(columns, has_one_option(arcs, columns))


SIMPLE: dict[str, Callable[[Week, Past, Rng], Drawn]] = {
    "derangement": derangement,
    "sattolo": sattolo,
    "greedy": greedy,
    "least_recently_used": least_recently_used,
}


def meetings(past: Past) -> Counter:
    return Counter(arc for _, arcs in past for arc in arcs)


def table(week: Week, prices, out: int) -> list[list[int | None]]:
    """Prices by arc as the solver takes them, None for an excluded arc; sitting out costs `out`."""
    people = week.present
    cost = [
        [None if (a, b) in week.hard else prices.get((a, b), 0) for b in people] for a in people
    ]
    for place in range(len(people)):
        cost[place][place] = out
    return cost


def _among(past: Past, present: set[int]) -> tuple:
    return tuple((day, tuple(arc for arc in arcs if present.issuperset(arc))) for day, arcs in past)


def _had_one_option(inputs: Inputs, columns: list[int]) -> bool:
    cost = build_cost_model(inputs).cost()
    _, u, v = solve(cost)
    return has_one_option(tight_arcs(cost, u, v), columns)


def _one_pass(week: Week, counts: Counter, rng: Rng) -> list[int]:
    people = week.present
    columns = list(range(len(week.present)))
    free = set(columns)
    waiting = list(columns)
    while waiting:
        row = waiting.pop(rng.below(len(waiting)))
        open_to = [
            at for at in sorted(free) if at != row and (people[row], people[at]) not in week.hard
        ]
        if not open_to:
            return list(range(len(people)))
        fewest = min(counts[people[row], people[at]] for at in open_to)
        best = [at for at in open_to if counts[people[row], people[at]] == fewest]
        columns[row] = best[rng.below(len(best))]
        free.remove(columns[row])
    return columns
