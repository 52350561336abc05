from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.engine.rng import Rng
from pairing.engine.solver import BIDS_FROM, solve, solve_again, tight_arcs
from pairing.tests.engine.worlds import few

cells = st.none() | st.integers(-5, 9) | st.integers(0, 10**40)


def tables(least, most, cell=cells):
    return st.integers(least, most).flatmap(
        lambda size: st.lists(
            st.lists(cell, min_size=size, max_size=size), min_size=size, max_size=size
        )
    )


def total(cost, columns):
    prices = [cost[row][column] for row, column in enumerate(columns)]
    return None if None in prices else sum(prices)


def cheapest(cost):
    totals = [total(cost, columns) for columns in permutations(range(len(cost)))]
    return min((found for found in totals if found is not None), default=None)


@given(tables(0, 5))
def test_solve_any_small_table_finds_the_cheapest_matching(cost):
    solution = solve(cost)
    assert (total(cost, solution[0]) if solution else None) == cheapest(cost)


@few
@given(tables(1, 40, st.integers(0, 50)))
def test_solve_any_table_certifies_its_optimum_by_duals(cost):
    columns, u, v = solve(cost)
    size = range(len(cost))
    assert sorted(columns) == list(size)
    assert all(u[i] + v[j] <= cost[i][j] for i in size for j in size)
    assert all(u[i] + v[columns[i]] == cost[i][columns[i]] for i in size)


@given(tables(1, 5, st.integers(0, 20)), st.data())
def test_solve_again_without_an_arc_finds_what_solving_anew_finds(cost, data):
    columns, u, v = solve(cost)
    row = data.draw(st.integers(0, len(cost) - 1))
    before = columns[:]
    cost[row][columns[row]] = None
    solution = solve_again(cost, row, columns, u, v)
    assert (total(cost, solution[0]) if solution else None) == cheapest(cost)
    assert columns == before


@given(tables(1, 4, st.integers(0, 3)))
def test_tight_arcs_hold_every_optimum_and_nothing_else(cost):
    _, u, v = solve(cost)
    arcs = tight_arcs(cost, u, v)
    for columns in permutations(range(len(cost))):
        inside = all(column in arcs[row] for row, column in enumerate(columns))
        assert inside == (total(cost, columns) == cheapest(cost))


def test_solve_table_without_a_matching_returns_none():
    assert solve([[1, None], [1, None]]) is None


@pytest.mark.parametrize("most", [1, 3, 10**6, 10**40])
@pytest.mark.parametrize("holes", [0, 0.5, 0.9])
def test_solve_large_table_where_rows_bid_is_certified_by_its_duals(most, holes):
    rng = Rng("bids", most, holes)
    size = range(BIDS_FROM + 7)
    gaps = [[rng.below(10) < 10 * holes and i != j for j in size] for i in size]
    cost = [[None if gaps[i][j] else rng.below(most + 1) for j in size] for i in size]
    columns, u, v = solve(cost)
    assert sorted(columns) == list(size)
    assert all(u[i] + v[j] <= cost[i][j] for i in size for j in size if not gaps[i][j])
    assert all(u[i] + v[columns[i]] == cost[i][columns[i]] for i in size)


def test_solve_large_table_without_a_matching_returns_none():
    size = range(BIDS_FROM)
    assert solve([[1 if j == 0 or i > 1 else None for j in size] for i in size]) is None
