from hypothesis import given
from hypothesis import strategies as st

from pairing.engine import Inputs
from pairing.engine.solver import solve
from pairing.engine.tiers import ROTATION, TOO_SOON, build_cost_model, largest_spacing
from pairing.tests.engine.worlds import allowed, few, monday, optimal, worlds


def totals_of_optimum(table):
    return tuple(table.totals(solve(table.cost())[0]).values())


@given(worlds())
def test_totals_of_the_optimum_equal_brute_force(inputs):
    table = build_cost_model(inputs)
    assert totals_of_optimum(table) == tuple(table.totals(optimal(table)[0]).values())


@few
@given(worlds(most=5))
def test_cost_orders_draws_as_the_tiers_do(inputs):
    table = build_cost_model(inputs)
    cost = table.cost()
    ranked = [
        (
            sum(cost[row][column] for row, column in enumerate(columns)),
            tuple(table.totals(columns).values()),
        )
        for columns in allowed(table)
    ]
    assert [totals for _, totals in sorted(ranked)] == sorted(totals for _, totals in ranked)


@given(worlds(least=2), st.integers(0, 4), st.integers(0, 5), st.integers(0, 5))
def test_one_more_exclusion_never_lowers_what_is_given_up(inputs, spacing, one, other):
    people = inputs.present
    arc = (people[one % len(people)], people[other % len(people)])
    stricter = Inputs.parse(inputs.canonical())
    stricter = Inputs(**{**vars(stricter), "hard": (*stricter.hard, arc)})
    assert totals_of_optimum(build_cost_model(stricter, spacing=spacing)) >= totals_of_optimum(
        build_cost_model(inputs, spacing=spacing)
    )


@given(worlds(most=12, soft=False))
def test_spacing_guard_without_soft_rules_is_never_paid(inputs):
    """As many arcs a cycle as people, so that the history is one of draws."""
    past = tuple(
        (day, tuple({a: (a, b) for a, b in arcs}.values())) for day, arcs in inputs.history
    )
    past = tuple((day, tuple({b: (a, b) for a, b in arcs}.values())) for day, arcs in past)
    table = build_cost_model(
        Inputs(cycle=inputs.cycle, present=inputs.present, hard=inputs.hard, history=past)
    )
    if table.spacing:
        assert table.totals(solve(table.cost())[0])[TOO_SOON] == 0


def test_spacing_guard_of_thirteen_is_five_and_shrinks_with_exclusions():
    assert [largest_spacing(13, most) for most in range(7)] == [5, 4, 3, 2, 1, 0, 0]
    assert [largest_spacing(size, 0) for size in range(5)] == [0, 0, 0, 0, 1]


def test_meetings_older_than_104_weeks_are_forgotten():
    history = ((monday(0), ((1, 2),)), (monday(1), ((2, 3),)))
    table = build_cost_model(Inputs(cycle=monday(105), present=(1, 2, 3), history=history))
    assert table.met == {(1, 2): (1, monday(1))}
    assert table.totals([1, 2, 0])[ROTATION] == 1


def test_people_who_left_do_not_count():
    history = ((monday(0), ((1, 9), (9, 2), (2, 1))),)
    table = build_cost_model(
        Inputs(cycle=monday(1), present=(1, 2), hard=((1, 9), (1, 1)), history=history)
    )
    assert table.met == {(1, 0): (1, monday(0))}
    assert table.forbidden == frozenset()
