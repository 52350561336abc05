"""The choice among optimal draws in pools too large to count: random start, no reciprocals, random
switches.

Every perfect matching of the given arcs is optimal in all tiers, so everything here stays inside
them. The start is the matching with the least random noise. Branching on each reciprocal pair (one
of its two arcs must go) removes those that can be removed. Switching two or three people at random,
20 times a person, then brings it close to uniform.
"""

from collections.abc import Sequence
from heapq import heappop, heappush, nsmallest

from pairing.engine.rng import Rng
from pairing.engine.solver import solve, solve_again

NOISE_BITS = 32
NODES = 40
NEAREST = 32
SWITCHES_EACH = 20

Arc = tuple[int, int]


def search(
    arcs: list[list[int]], reversed_last: frozenset[Arc], rng: Rng
) -> tuple[list[int], bool]:
    """A matching inside `arcs`, and whether it provably has the fewest reciprocal pairs."""
    cost = _noise(arcs, reversed_last, rng)
    columns, proven = _start(cost)
    allowed = [set(line) for line in arcs]
    for _ in range(SWITCHES_EACH * len(arcs)):
        _switch(columns, allowed, reversed_last, rng)
    return columns, proven


def _noise(
    arcs: list[list[int]], reversed_last: frozenset[Arc], rng: Rng
) -> list[list[int | None]]:
    """Random costs inside `arcs`; a reverse of the last cycle outweighs all the noise.

    Every cell draws its noise, inside or not: the result must not depend on the optimum that the
    solver found.
    """
    size = len(arcs)
    reverse = size << NOISE_BITS
    cost: list[list[int | None]] = []
    for row, line in enumerate(arcs):
        noise = rng.words(size)
        prices = {
            column: noise[column] + reverse * ((row, column) in reversed_last) for column in line
        }
        cost.append([prices.get(column) for column in range(size)])
    return cost


def _start(cost: list[list[int | None]]) -> tuple[list[int], bool]:
    """The start of `search`, from few arcs a person if possible: the cheapest matching rarely needs
    others.

    Whether a reciprocal pair is forced is never judged from the few.
    """
    if len(cost) > 2 * NEAREST:
        columns, _ = _without_reciprocals(_nearest(cost))
        if columns and not reciprocal_pairs(columns):
            return columns, True
    return _without_reciprocals(cost)


def _nearest(cost: list[list[int | None]]) -> list[list[int | None]]:
    """Only the arcs that are among the cheapest of their row or of their column."""
    rows = [_bound(line) for line in cost]
    columns = [_bound(line) for line in zip(*cost, strict=True)]
    return [
        [
            arc if arc is not None and (arc <= bound or arc <= columns[at]) else None
            for at, arc in enumerate(line)
        ]
        for line, bound in zip(cost, rows, strict=True)
    ]


def _bound(line: Sequence[int | None]) -> int:
    return max(nsmallest(NEAREST, (arc for arc in line if arc is not None)), default=0)


def _without_reciprocals(cost: list[list[int | None]]) -> tuple[list[int], bool]:
    """The cheapest matching without a reciprocal pair if 40 nodes find it, else the best seen."""
    best: tuple = ()
    nodes = 0
    queue = []
    _enqueue(queue, cost, solve(cost), (), nodes)
    while queue and nodes < NODES:
        _, _, solution, gone = heappop(queue)
        columns = solution[0]
        pairs = reciprocal_pairs(columns)
        best = min(best, (len(pairs), columns)) if best else (len(pairs), columns)
        if not pairs:
            return columns, True
        row, column = pairs[0]
        for arc in ((row, column), (column, row)):
            nodes += 1
            table = _without(cost, (*gone, arc))
            _enqueue(queue, table, solve_again(table, arc[0], *solution), (*gone, arc), nodes)
    return (best[1], not queue and best[0] == 1) if best else ([], False)


def _without(cost: list[list[int | None]], gone: tuple[Arc, ...]) -> list[list[int | None]]:
    table = cost[:]
    for row, column in gone:
        table[row] = table[row][:]
        table[row][column] = None
    return table


def _enqueue(
    queue: list, table: list[list[int | None]], solution, gone: tuple[Arc, ...], node: int
) -> None:
    """Queue a solved node by its cost; a node without a perfect matching is a dead end."""
    if solution:
        total = sum(table[row][column] for row, column in enumerate(solution[0]))
        heappush(queue, (total, node, solution, gone))


def reciprocal_pairs(columns: list[int]) -> list[Arc]:
    """The reciprocal pairs of a matching, each as (lower row, higher row)."""
    return [
        (row, column)
        for row, column in enumerate(columns)
        if row < column and columns[column] == row
    ]


def _switch(
    columns: list[int], allowed: list[set[int]], reversed_last: frozenset[Arc], rng: Rng
) -> None:
    """Rotate the owners of two or three random people, if that is allowed and no worse."""
    rows = [rng.below(len(columns)) for _ in range(2 + rng.below(2))]
    owners = [columns[row] for row in rows[1:] + rows[:1]]
    if len(set(rows)) < len(rows) or any(
        owner not in allowed[row] for row, owner in zip(rows, owners, strict=True)
    ):
        return
    before = _local(columns, rows, reversed_last)
    old = [columns[row] for row in rows]
    _put(columns, rows, owners)
    if _local(columns, rows, reversed_last) > before:
        _put(columns, rows, old)


def _put(columns: list[int], rows: list[int], owners: list[int]) -> None:
    for row, owner in zip(rows, owners, strict=True):
        columns[row] = owner


def _local(columns: list[int], rows: list[int], reversed_last: frozenset[Arc]) -> tuple[int, int]:
    """Reciprocal pairs and reverses that involve one of `rows`: all that a switch can change."""
    pairs = {
        frozenset((row, columns[row]))
        for row in rows
        if columns[row] != row and columns[columns[row]] == row
    }
    return len(pairs), sum((row, columns[row]) in reversed_last for row in rows)
