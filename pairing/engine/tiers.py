"""What a draw gives up, in order: a few coarse tiers, folded into one exact integer for each arc.

From the dearest to the cheapest: sitting out, soft rules in their declared order, meeting again too soon, the number of
earlier meetings. Coarse on purpose: preferring the *oldest* pair as well would leave one possible draw in two weeks of
three, which anybody could predict.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pairing.engine.inputs import Arc, Inputs, Person
from pairing.engine.solver import Table

SITS_OUT, TOO_SOON, ROTATION = "sits_out", "too_soon", "rotation"
RECIPROCAL, REVERSE = "reciprocal", "reverse"
WINDOW = timedelta(weeks=104)

Meetings = list[tuple[str, tuple[Arc, ...]]]


@dataclass(frozen=True)
class Tier:
    """One thing to give up as little as possible: its price on each (row, column) that has one."""

    name: str
    prices: dict[tuple[int, int], int]

    def total(self, columns: Sequence[int]) -> int:
        return sum(self.prices.get(arc, 0) for arc in enumerate(columns))


@dataclass(frozen=True)
class Ground:
    """One round's table: who is present (rows and columns in this order), what is forbidden, what has a price."""

    people: tuple[Person, ...]
    forbidden: frozenset[tuple[int, int]]
    tiers: tuple[Tier, ...]
    guard: int
    met: dict[tuple[int, int], tuple[int, str]]  # times met, and the Monday of the last time
    reversed_last: frozenset[tuple[int, int]]  # arcs whose owner reviewed this reviewer in the last cycle

    def cost(self) -> Table:
        """The table to solve: None where forbidden; each tier outweighs all lower ones together."""
        size = len(self.people)
        table: Table = [[0] * size for _ in range(size)]
        base = 1
        for tier in reversed(self.tiers):
            for (row, column), price in tier.prices.items():
                table[row][column] += base * price
            base *= 1 + size * max(tier.prices.values(), default=0)
        for row, column in self.forbidden:
            table[row][column] = None
        return table

    def totals(self, columns: Sequence[int]) -> dict[str, int]:
        return {tier.name: tier.total(columns) for tier in self.tiers}


def spacing_guard(size: int, most_exclusions: int) -> int:
    """For how many draws no pair needs to meet again: floor(m/2) - 1 - e, which is always possible.

    Forbidding all pairs of the last g draws leaves everyone at least m-1-e-g partners; a bipartite graph with at least
    m/2 at every node has a perfect matching.
    """
    return max(0, size // 2 - 1 - most_exclusions)


def ground(inputs: Inputs, earlier_rounds: Iterable[tuple[Arc, ...]] = (), guard: int | None = None) -> Ground:
    """The table of one round. `earlier_rounds` of the same cycle count as draws before it; `guard` is for tests."""
    place = {person: at for at, person in enumerate(inputs.present)}
    rounds = [(inputs.cycle, arcs) for arcs in earlier_rounds]
    forbidden = frozenset(_placed(inputs.hard, place))
    history = _recent(inputs) + rounds
    if guard is None:
        guard = spacing_guard(len(place), _most_exclusions(forbidden, len(place)))
    met = _meetings(history, place)
    tiers = [Tier(SITS_OUT, {(at, at): 1 for at in place.values()})]
    tiers += [Tier(f"soft:{name}", dict.fromkeys(_placed(arcs, place), 1)) for name, arcs in inputs.soft]
    tiers.append(Tier(TOO_SOON, dict.fromkeys(_since(history, guard, place), 1)))
    tiers.append(Tier(ROTATION, {arc: times for arc, (times, _) in met.items()}))
    reversed_last = frozenset((owner, reviewer) for reviewer, owner in _since(history, 1 + len(rounds), place))
    return Ground(inputs.present, forbidden, tuple(tiers), guard, met, reversed_last)


def _recent(inputs: Inputs) -> Meetings:
    first = (date.fromisoformat(inputs.cycle) - WINDOW).isoformat()
    return [(day, arcs) for day, arcs in inputs.history if day >= first]


def _placed(arcs: Iterable[Arc], place: dict[Person, int]) -> list[tuple[int, int]]:
    """The arcs between two different present people, as (row, column)."""
    return [(place[a], place[b]) for a, b in arcs if a in place and b in place and a != b]


def _since(history: Meetings, draws: int, place: dict[Person, int]) -> list[tuple[int, int]]:
    """The arcs of the last `draws` draws: ages count draws, not weeks, so the cadence does not matter."""
    recent = history[-draws:] if draws else []
    return [arc for _, arcs in recent for arc in _placed(arcs, place)]


def _meetings(history: Meetings, place: dict[Person, int]) -> dict[tuple[int, int], tuple[int, str]]:
    met: dict[tuple[int, int], tuple[int, str]] = {}
    for day, arcs in history:
        for arc in _placed(arcs, place):
            met[arc] = (met.get(arc, (0, ""))[0] + 1, day)
    return met


def _most_exclusions(forbidden: Iterable[tuple[int, int]], size: int) -> int:
    """The most exclusions of any one person, as reviewer or as owner."""
    given, received = [0] * size, [0] * size
    for row, column in forbidden:
        given[row] += 1
        received[column] += 1
    return max([*given, *received], default=0)
