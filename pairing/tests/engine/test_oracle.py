"""scipy's assignment solver as an independent judge of what a draw gives up; for tests alone."""

import numpy
from hypothesis import given
from scipy.optimize import linear_sum_assignment

from pairing.engine import draw
from pairing.engine.tiers import RECIPROCAL, REVERSE, build_cost_model
from pairing.tests.engine.worlds import SEED, few, worlds


def least(cost):
    """The cheapest total by scipy. Its floats are exact: the tables stay far below 2**53."""
    table = numpy.array(
        [[numpy.inf if cell is None else cell for cell in row] for row in cost], dtype=float
    )
    rows, columns = linear_sum_assignment(table.reshape(len(cost), len(cost)))
    return sum(cost[row][column] for row, column in zip(rows, columns, strict=True))


@few
@given(worlds(most=40))
def test_tiers_of_a_draw_cost_what_scipy_finds_to_be_the_least(inputs):
    table = build_cost_model(inputs)
    tiers = {
        name: paid
        for name, paid in draw(inputs, SEED).tiers.items()
        if name not in (RECIPROCAL, REVERSE)
    }
    assert total(table, tiers) == least(table.cost())


def total(table, tiers):
    """The price of `tiers` in the one integer that the table's cells are."""
    price = 0
    base = 1
    size = len(table.people)
    for tier in reversed(table.tiers):
        price += base * tiers[tier.name]
        base *= 1 + size * max(tier.prices.values(), default=0)
    return price
