"""Exact minimum-cost perfect matching by shortest augmenting paths (the Hungarian / Jonker-Volgenant kind).

Costs are Python integers of any size, so no tier of `pairing.engine.tiers` is ever rounded away. About 0.1 ms for
13 people, 20 ms for 200.
"""

from math import inf

Table = list[list[int | None]]


def solve(cost: Table) -> tuple[list[int], list[int], list[int]] | None:
    """The cheapest perfect matching of a square table, or None where there is none.

    `cost[row][column]` is an integer, or None where that arc is forbidden. Returns `(columns, u, v)`: the column of
    each row, and duals that prove it: `u[i] + v[j] <= cost[i][j]` everywhere, with equality on the matching.
    """
    if not all(any(arc is not None for arc in line) for line in cost):
        return None
    columns, rows, u = _head_start(cost)
    v = [0] * len(cost)
    for row, column in enumerate(columns):
        if column < 0 and not _augment(cost, row, columns, rows, u, v):
            return None
    return columns, u, v


def tight_arcs(cost: Table, u: list[int], v: list[int]) -> list[list[int]]:
    """The columns of each row whose arc costs no more than its duals.

    Every cheapest perfect matching lies within them, and every perfect matching within them is a cheapest one.
    """
    return [[j for j, c in enumerate(line) if c is not None and c == u[i] + v[j]] for i, line in enumerate(cost)]


def _head_start(cost: Table) -> tuple[list[int], list[int], list[int]]:
    """Each row's cheapest arc as its dual, and as many rows as come easily matched along such arcs."""
    columns, rows = [-1] * len(cost), [-1] * len(cost)
    u = [min(arc for arc in line if arc is not None) for line in cost]
    for row, line in enumerate(cost):
        for column, arc in enumerate(line):
            if arc == u[row] and rows[column] < 0:
                columns[row], rows[column] = column, row
                break
    return columns, rows, u


def _augment(cost: Table, start: int, columns: list[int], rows: list[int], u: list[int], v: list[int]) -> bool:
    """Match row `start` along the cheapest alternating path, and keep the duals feasible."""
    size = len(cost)
    length: list = [inf] * size
    came = [-1] * size
    open_columns, scanned, row, low = list(range(size)), [], start, 0
    while True:
        line, base = cost[row], low - u[row]
        low, chosen = inf, -1
        for place, column in enumerate(open_columns):
            arc = line[column]
            if arc is not None and base + arc - v[column] < length[column]:
                length[column] = base + arc - v[column]
                came[column] = row
            if length[column] < low or (chosen >= 0 and length[column] == low and rows[column] < 0):
                low, chosen = length[column], place
        if chosen < 0:
            return False
        column = open_columns[chosen]
        open_columns[chosen] = open_columns[-1]
        open_columns.pop()
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


def _flip(column: int, start: int, came: list[int], columns: list[int], rows: list[int]) -> None:
    """Swap matched and unmatched arcs along the path that ends in the free `column`."""
    row = -1
    while row != start:
        row = came[column]
        rows[column] = row
        columns[row], column = column, columns[row]
