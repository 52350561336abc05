"""The tiers of a draw: a few coarse priorities, combined into one exact integer per arc.

Most important first: sitting out, soft rules in their declared order, meeting again too
soon, the number of earlier meetings. Coarse on purpose: preferring the *oldest* pair as well would
leave one possible draw in two weeks of three, which anyone could predict.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pairing.engine.inputs import Arc, Inputs, Person, order
from pairing.engine.solver import Table

SITS_OUT = "sits_out"
CHANGED = "changed"
TOO_SOON = "too_soon"
ROTATION = "rotation"
RECIPROCAL = "reciprocal"
REVERSE = "reverse"
WINDOW = timedelta(weeks=104)

Meetings = list[tuple[str, tuple[Arc, ...]]]


@dataclass(frozen=True)
class Tier:
    """One kind of compromise, kept as low as possible: its price on each (row, column)."""

    name: str
    prices: dict[tuple[int, int], int]

    def total(self, columns: Sequence[int]) -> int:
        return sum(self.prices.get(arc, 0) for arc in enumerate(columns))


@dataclass(frozen=True)
class CostModel:
    """The table of one round: its people (rows and columns in this order), what is forbidden, what
    has a price.

    With pairs that stay (`fixed`), sitting out may be lopsided: an `idle` arc is not a pair but
    says that its reviewer gives nothing and its owner gets nothing. So there is always a draw,
    whatever stays.
    """

    people: tuple[Person, ...]
    forbidden: frozenset[tuple[int, int]]
    tiers: tuple[Tier, ...]
    spacing: int
    met: dict[tuple[int, int], tuple[int, str]]  # times met, and the Monday of the last time
    reversed_last: frozenset[
        tuple[int, int]
    ]  # arcs whose owner reviewed this reviewer in the last cycle
    fixed: frozenset[tuple[int, int]] = frozenset()
    idle: frozenset[tuple[int, int]] = frozenset()

    def cost(self) -> Table:
        """The table to solve: None where forbidden; each tier outweighs all lower ones together."""
        size = len(self.people)
        table: Table = [[0] * size for _ in range(size)]
        base = 1
        for tier in reversed(self.tiers):
            for (row, column), price in tier.prices.items():
                table[row][column] += base * price
            base *= 1 + size * max(tier.prices.values(), default=0)
        for row, column in self.forbidden - self.idle:
            table[row][column] = None
        return table

    def is_pair(self, row: int, column: int) -> bool:
        """Whether this arc is a drawn pair: nobody sits out on it, and it did not stay."""
        return row != column and (row, column) not in self.idle and (row, column) not in self.fixed

    def totals(self, columns: Sequence[int]) -> dict[str, int]:
        return {tier.name: tier.total(columns) for tier in self.tiers}


def largest_spacing(size: int, most_exclusions: int) -> int:
    """For how many draws no pair needs to meet again: floor(m/2) - 1 - e, which is always possible.

    Forbidding all pairs of the last g draws leaves everyone at least m-1-e-g partners; a bipartite
    graph with at least m/2 at every node has a perfect matching.
    """
    return max(0, size // 2 - 1 - most_exclusions)


def build_cost_model(
    inputs: Inputs,
    earlier_rounds: Iterable[tuple[Arc, ...]] = (),
    spacing: int | None = None,
    stays: tuple[Arc, ...] = (),
    announced: Collection[Arc] | None = None,
) -> CostModel:
    """The table of one round.

    `earlier_rounds` of the same cycle count as draws before it, and their pairs are not drawn
    twice. `stays` are the arcs of `inputs.fixed` that take a place in this round. If pairs were
    `announced`, every other pair costs 1: less than a person who sits out, more than everything
    else. `spacing` is for tests.
    """
    people = tuple(sorted({*inputs.present, *(one for arc in stays for one in arc)}, key=order))
    place = {person: at for at, person in enumerate(people)}
    rounds = [(inputs.cycle, arcs) for arcs in earlier_rounds]
    hard = frozenset(_placed(inputs.hard, place))
    history = _recent(inputs) + rounds
    if spacing is None:
        spacing = largest_spacing(len(place), _most_exclusions(hard, len(place)))
    fixed = frozenset(_placed(stays, place))
    drawn = [_placed(arcs, place) for _, arcs in rounds]
    taken = hard.union(*drawn, _placed(inputs.fixed, place)) - fixed
    taken |= _of_absent(people, set(people) - set(inputs.present), place) - fixed
    barred, idle = _around(fixed, taken, len(place))
    met = _meetings(history, place)
    prices = [(SITS_OUT, {(at, at): 1 for at in place.values()} | dict.fromkeys(idle, 1))]
    if announced is not None:
        prices.append((CHANGED, _others(announced, place)))
    prices += _soft_prices(inputs, place)
    prices.append((TOO_SOON, dict.fromkeys(_since(history, spacing, place), 1)))
    prices.append((ROTATION, {arc: times for arc, (times, _) in met.items()}))
    tiers = tuple(
        Tier(name, _without(values, fixed, idle if name != SITS_OUT else ()))
        for name, values in prices
    )
    reversed_last = _reversed(_since(history, 1 + len(rounds), place))
    return CostModel(people, taken | barred, tiers, spacing, met, reversed_last, fixed, idle)


def _reversed(arcs):
    return frozenset((owner, reviewer) for reviewer, owner in arcs)


def _soft_prices(inputs, place):
    return [(f"soft:{name}", dict.fromkeys(_placed(arcs, place), 1)) for name, arcs in inputs.soft]


def _of_absent(
    people: Sequence[Person], absent: set[Person], place: dict[Person, int]
) -> set[tuple[int, int]]:
    """People who are in the table only for a pair that stays are paired with nobody else."""
    return {
        (place[a], place[b])
        for one in absent
        for other in people
        if one != other
        for a, b in ((one, other), (other, one))
    }


def _around(
    fixed: frozenset[Arc], taken: frozenset[Arc], size: int
) -> tuple[frozenset[Arc], frozenset[Arc]]:
    """(barred, idle): all other arcs in rows and columns of pairs that stay, and arcs that mean
    nobody meets.
    """
    if not fixed:
        return frozenset(), frozenset()
    rows = {row for row, _ in fixed}
    columns = {column for _, column in fixed}
    every = {(row, column) for row in range(size) for column in range(size)} - fixed
    barred = frozenset((row, column) for row, column in every if row in rows or column in columns)
    return barred, taken - barred


def _others(announced: Collection[Arc], place: dict[Person, int]) -> dict[tuple[int, int], int]:
    """A price of 1 on every arc that was not announced."""
    announced_arcs = set(_placed(announced, place))
    every = ((row, column) for row in place.values() for column in place.values())
    return {arc: 1 for arc in every if arc not in announced_arcs}


def _without(
    prices: dict[tuple[int, int], int], *free: Collection[Arc]
) -> dict[tuple[int, int], int]:
    return {arc: price for arc, price in prices.items() if not any(arc in some for some in free)}


def _recent(inputs: Inputs) -> Meetings:
    first = (date.fromisoformat(inputs.cycle) - WINDOW).isoformat()
    return [(day, arcs) for day, arcs in inputs.history if day >= first]


def _placed(arcs: Iterable[Arc], place: dict[Person, int]) -> list[tuple[int, int]]:
    """The arcs between two different present people, as (row, column)."""
    return [(place[a], place[b]) for a, b in arcs if a in place and b in place and a != b]


def _since(history: Meetings, draws: int, place: dict[Person, int]) -> list[tuple[int, int]]:
    """The arcs of the last `draws` draws. Draws count, not weeks, whatever the cadence is."""
    recent = history[-draws:] if draws else []
    return [arc for _, arcs in recent for arc in _placed(arcs, place)]


def _meetings(
    history: Meetings, place: dict[Person, int]
) -> dict[tuple[int, int], tuple[int, str]]:
    met: dict[tuple[int, int], tuple[int, str]] = {}
    for day, arcs in history:
        for arc in _placed(arcs, place):
            met[arc] = (met.get(arc, (0, ""))[0] + 1, day)
    return met


def _most_exclusions(forbidden: Iterable[tuple[int, int]], size: int) -> int:
    """The most exclusions of any one person, as reviewer or as owner."""
    given = [0] * size
    received = [0] * size
    for row, column in forbidden:
        given[row] += 1
        received[column] += 1
    return max([*given, *received], default=0)
