"""The random choice among equally good draws, with as few reciprocal pairs as possible.

"Nobody reviews their own reviewer" is not a price on a single arc, so it cannot be a tier of the
table. Up to 14 people the optimal draws are counted, and listed or sampled uniformly; for more
people see `pairing.engine.local_search`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pairing.engine.counting import Arcs, completions, matchings, sample
from pairing.engine.local_search import search
from pairing.engine.rng import Rng

COUNTED_UP_TO = 14
LISTED_UP_TO = 2000
SAMPLES = 256
LISTED = "listed"
SAMPLED = "sampled"
SWITCHED = "switched"


@dataclass(frozen=True)
class Choice:
    """The chosen draw and how much choice there was.

    optimal: how many draws compromise as little in every tier of the table; None if not counted.
    options: how many equally good draws there were to choose from. Listed: those with the fewest
    reciprocal pairs, then the fewest reverses. Sampled: all optimal ones; the first without either
    was taken. None: not counted.
    proven: no optimal draw has fewer reciprocal pairs than this one.
    """

    columns: list[int]
    how: str
    optimal: int | None
    options: int | None
    reciprocals: int
    reverses: int
    proven: bool


def reciprocals(columns: Sequence[int]) -> int:
    """How many pairs of people review each other."""
    return sum(row < column and columns[column] == row for row, column in enumerate(columns))


def weight(columns: Sequence[int], reversed_last: frozenset[tuple[int, int]]) -> tuple[int, int]:
    """What to keep low among optimal draws: reciprocal pairs, then reverses of the last cycle."""
    return reciprocals(columns), sum(arc in reversed_last for arc in enumerate(columns))


def choose(arcs: Arcs, reversed_last: frozenset[tuple[int, int]], rng: Rng) -> Choice:
    """One of the perfect matchings inside `arcs` (the tight arcs of an optimum)."""
    if len(arcs) > COUNTED_UP_TO:
        columns, proven = search(arcs, reversed_last, rng)
        return _choice(columns, SWITCHED, None, None, weight(columns, reversed_last), proven)
    ways = completions(arcs)
    if ways[0] <= LISTED_UP_TO:
        return _listed(arcs, ways, reversed_last, rng)
    return _sampled(arcs, ways, reversed_last, rng)


def _listed(arcs: Arcs, ways: dict[int, int], reversed_last, rng: Rng) -> Choice:
    every = list(matchings(arcs, ways))
    weights = [weight(columns, reversed_last) for columns in every]
    least = min(weights)
    best = [columns for columns, own in zip(every, weights, strict=True) if own == least]
    return _choice(best[rng.below(len(best))], LISTED, len(every), len(best), least, True)


def _sampled(arcs: Arcs, ways: dict[int, int], reversed_last, rng: Rng) -> Choice:
    """Uniform among the optimal draws without reciprocals and reverses, if 256 tries find one."""
    best = []
    least = None
    for _ in range(SAMPLES):
        columns = sample(arcs, ways, rng)
        own = weight(columns, reversed_last)
        if least is None or own < least:
            best = columns
            least = own
        if own == (0, 0):
            break
    return _choice(best, SAMPLED, ways[0], ways[0], least, least[0] == 0)


def _choice(
    columns: list[int], how: str, optimal, options, weights: tuple[int, int], proven: bool
) -> Choice:
    return Choice(columns, how, optimal, options, *weights, proven)
