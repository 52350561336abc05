"""Exact minimum-cost perfect matching by shortest augmenting paths (Hungarian, Jonker-Volgenant).

Costs are Python integers of any size, so no tier of `pairing.engine.tiers` is ever rounded away.
About 0.1 ms for 13 people, 20 ms for 200.
"""

from heapq import heappop, heappush
from math import inf

Table = list[list[int | None]]
Lines = list[list[tuple[int, int]]]  # of each row the (column, price) of its arcs

BIDS_FROM = 100
BIDS_EACH = 8  # in smaller tables the paths are as quick


def solve(cost: Table) -> tuple[list[int], list[int], list[int]] | None:
    """The cheapest perfect matching of a square table, or None if there is none.

    `cost[row][column]` is an integer, or None if that arc is forbidden. Returns `(columns, u, v)`:
    the column of each row, and duals that prove it: `u[i] + v[j] <= cost[i][j]` everywhere, with
    equality on the matching.
    """
    lines = _lines(cost)
    if not all(lines):
        return None
    columns, rows, u, v = _head_start(lines)
    for row, column in enumerate(columns):
        if column < 0 and not _augment(lines, row, columns, rows, u, v):
            return None
    return columns, u, v


def solve_again(
    cost: Table, row: int, columns: list[int], u: list[int], v: list[int]
) -> tuple[list[int], list[int], list[int]] | None:
    """Solve a solved table again after the arc of `row` was removed, by a single path from there.

    The old duals still fit, as there are only fewer arcs, so nothing is solved twice. The given
    lists stay as they are.
    """
    columns, u, v, rows = columns[:], u[:], v[:], [-1] * len(cost)
    columns[row] = -1
    for other, column in enumerate(columns):
        if column >= 0:
            rows[column] = other
    return (columns, u, v) if _augment(_lines(cost), row, columns, rows, u, v) else None


def tight_arcs(cost: Table, u: list[int], v: list[int]) -> list[list[int]]:
    """The columns of each row whose arc costs no more than its duals.

    Every cheapest perfect matching lies within them, and every perfect matching within them is a
    cheapest one.
    """
    return [
        [j for j, c in enumerate(line) if c is not None and c == u[i] + v[j]]
        for i, line in enumerate(cost)
    ]


def _lines(cost: Table) -> Lines:
    return [[(column, arc) for column, arc in enumerate(line) if arc is not None] for line in cost]


def _head_start(lines: Lines) -> tuple[list[int], list[int], list[int], list[int]]:
    """Most rows matched cheaply, with duals that fit: (columns, rows, u, v).

    First each row takes its cheapest column, if it is free. Then, in large tables, the rows left
    over bid: a row takes its cheapest column from its holder and lowers that column's dual by the
    extra cost of its second best; the loser bids next ("augmenting row reduction"). The bids are
    bounded, as ties could go on forever.
    """
    size = len(lines)
    columns = [-1] * size
    rows = [-1] * size
    v = [0] * size
    u = [min(arc for _, arc in line) for line in lines]
    for row, line in enumerate(lines):
        for column, arc in line:
            if arc == u[row] and rows[column] < 0:
                columns[row], rows[column] = column, row
                break
    waiting = [row for row in range(size) if columns[row] < 0]
    if size < BIDS_FROM or not waiting:
        return columns, rows, u, v
    for _ in range(BIDS_EACH * len(waiting)):
        if waiting:
            _bid(lines, waiting, columns, rows, v)
    return columns, rows, [_dual(line, columns[row], v) for row, line in enumerate(lines)], v


def _bid(
    lines: Lines, waiting: list[int], columns: list[int], rows: list[int], v: list[int]
) -> None:
    """Let the last waiting row take a column. The loser waits: next after a rise, else last."""
    row = waiting.pop()
    low, column, second, other = _two_cheapest(lines[row], v)
    is_rise = second is None or low < second
    if second is not None and is_rise:
        v[column] -= second - low
    elif not is_rise and rows[column] >= 0:
        column = other
    loser = rows[column]
    rows[column], columns[row] = row, column
    if loser >= 0:
        columns[loser] = -1
        waiting.insert(len(waiting) if is_rise else 0, loser)


def _two_cheapest(line: list[tuple[int, int]], v: list[int]) -> tuple[int, int, int | None, int]:
    """(price, column) of the cheapest arc less its column's dual, and of the second (None if
    alone).
    """
    low = second = None
    at = other = -1
    for column, arc in line:
        price = arc - v[column]
        if low is None or price < low:
            low, at, second, other = price, column, low, at
        elif second is None or price < second:
            second = price
            other = column
    return low, at, second, other


def _dual(line: list[tuple[int, int]], column: int, v: list[int]) -> int:
    """The dual of a matched row is that of its arc; of another row, that of its cheapest arc."""
    return min(arc - v[at] for at, arc in line if column in (at, -1))


def _augment(
    lines: Lines, start: int, columns: list[int], rows: list[int], u: list[int], v: list[int]
) -> bool:
    """Match row `start` along the cheapest alternating path, and keep the duals feasible."""
    length: list = [inf] * len(columns)
    came = [-1] * len(columns)
    near = []
    scanned = []
    row = start
    low = 0
    while True:
        base = low - u[row]
        for column, arc in lines[row]:
            price = base + arc - v[column]
            if price < length[column]:
                length[column] = price
                came[column] = row
                heappush(near, (price, rows[column] >= 0, column))
        column = _nearest(near, length)
        if column < 0:
            return False
        low = length[column]
        if rows[column] < 0:
            break
        scanned.append(column)
        row = rows[column]
    u[start] += low
    for done in scanned:
        u[rows[done]] += low - length[done]
        v[done] -= low - length[done]
    _flip(column, start, came, columns, rows)
    return True


def _nearest(near: list[tuple[int, bool, int]], length: list) -> int:
    """The next column, free ones first; -1 if none is left. Longer ways to it are outdated."""
    while near:
        price, _, column = heappop(near)
        if price == length[column]:
            return column
    return -1


def _flip(column: int, start: int, came: list[int], columns: list[int], rows: list[int]) -> None:
    """Swap matched and unmatched arcs along the path that ends in the free `column`."""
    row = -1
    while row != start:
        row = came[column]
        rows[column] = row
        columns[row], column = column, columns[row]
