"""Whether more than one draw was possible, in pools too large to count their draws."""


def has_one_option(arcs: list[list[int]], columns: list[int]) -> bool:
    """Whether `columns` is the only perfect matching inside `arcs`.

    Another one differs along a circle: a row takes another's column, that row a third's, and so
    back. So there is another exactly if the rows, each pointing at the rows whose column it could
    take, contain a circle.
    """
    holder = {column: row for row, column in enumerate(columns)}
    waits_for = [
        {holder[column] for column in line if holder[column] != row}
        for row, line in enumerate(arcs)
    ]
    free = [row for row, rows in enumerate(waits_for) if not rows]
    wanted_by = [[] for _ in columns]
    for row, rows in enumerate(waits_for):
        for other in rows:
            wanted_by[other].append(row)
    left = [len(rows) for rows in waits_for]
    settled = 0
    while free:
        settled += 1
        for row in wanted_by[free.pop()]:
            left[row] -= 1
            if not left[row]:
                free.append(row)
    return settled == len(columns)
