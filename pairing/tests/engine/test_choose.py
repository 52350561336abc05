from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pairing.engine.choose import LISTED, SAMPLED, SWITCHED, choose, reciprocals, weight
from pairing.engine.draw import one_round
from pairing.engine.rng import Rng
from pairing.engine.tiers import build_cost_model
from pairing.tests.engine.worlds import is_uniform, optimal, worlds


@given(worlds(most=6), st.integers())
def test_choose_listed_counts_and_takes_the_best_of_all_optimal_draws(inputs, word):
    table = build_cost_model(inputs)
    choice = one_round(table, Rng(word))
    weights = [weight(columns, table.reversed_last) for columns in optimal(table)]
    assert (choice.how, choice.optimal, choice.proven) == (LISTED, len(weights), True)
    assert (choice.reciprocals, choice.reverses) == min(weights)
    assert choice.options == weights.count(min(weights))
    assert choice.columns in optimal(table)


def complete(size):
    return [[column for column in range(size) if column != row] for row in range(size)]


def test_choose_among_many_draws_samples_one_without_reciprocals():
    choice = choose(complete(13), frozenset(), Rng(1))
    assert (choice.how, choice.optimal, choice.options) == (SAMPLED, 2_290_792_932, 2_290_792_932)
    assert (choice.reciprocals, choice.proven) == (0, True)


@given(st.integers(15, 24), st.integers())
def test_choose_in_a_large_pool_switches_without_reciprocals_or_reverses(size, word):
    last = frozenset((row, (row + 1) % size) for row in range(size))
    choice = choose(complete(size), last, Rng(word))
    assert (choice.how, choice.options) == (SWITCHED, None)
    assert sorted(choice.columns) == list(range(size))
    assert (choice.reciprocals, choice.reverses, choice.proven) == (0, 0, True)


def test_choose_in_a_large_pool_reports_a_reciprocal_pair_no_draw_can_avoid():
    arcs = [[1], [0], *([2 + (at + 1) % 14, 2 + (at + 2) % 14] for at in range(14))]
    choice = choose(arcs, frozenset(), Rng(1))
    assert (choice.reciprocals, choice.proven) == (1, True)
    assert reciprocals(choice.columns) == 1


def test_switches_reach_every_draw_about_equally_often():
    """Two independent blocks with a choice each: 2 cyclic orders of three, the rest fixed."""
    arcs = [[1, 2], [0, 2], [0, 1], *([3 + (at + 1) % 12] for at in range(12))]
    counts = Counter(tuple(choose(arcs, frozenset(), Rng(at)).columns) for at in range(300))
    assert len(counts) == 2
    assert is_uniform(list(counts.values()))
