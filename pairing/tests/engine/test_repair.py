"""A repair changes the fewest announced pairs, compared with every draw of up to 6 people."""

from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from pairing.engine import Inputs, draw, repair
from pairing.tests.engine.test_draw import few
from pairing.tests.engine.worlds import SEED, monday, seeds, worlds


def arcs_of(pairs):
    return {(pair.reviewer, pair.owner) for pair in pairs}


def repaired(inputs, out, seed):
    """The draw of `inputs`, and its repair without the people of `out`."""
    announced = arcs_of(draw(inputs, seed).pairs)
    left = [one for one in inputs.present if one not in out]
    now = Inputs(
        cycle=inputs.cycle,
        present=tuple(left),
        hard=inputs.hard,
        soft=inputs.soft,
        history=inputs.history,
    )
    return announced, now, repair(now, announced, seed)


def best(inputs, announced):
    """The least (people who sit out, new pairs) of any allowed draw."""
    people = inputs.present
    every = (set(zip(people, order, strict=True)) for order in permutations(people))
    allowed = [arcs for arcs in every if not arcs & set(inputs.hard)]
    return min((sum(a == b for a, b in arcs), len(arcs - announced)) for arcs in allowed)


@given(worlds(most=6, least=2), st.sets(st.integers(0, 5)), seeds)
def test_repair_changes_as_little_as_any_possible_draw(inputs, out, seed):
    announced, now, result = repaired(inputs, out, seed)
    outside = len(result.gives_none)
    assert (outside, outside + len(result.new)) == best(now, announced)


@given(worlds(most=6, least=2), st.sets(st.integers(0, 5)), seeds)
def test_repair_keeps_the_rules_and_accounts_for_every_announced_pair(inputs, out, seed):
    announced, now, result = repaired(inputs, out, seed)
    pairs = arcs_of(result.new) | set(result.still)
    assert {*result.gone, *result.still} == announced
    assert not pairs & set(now.hard)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    assert all({a, b} <= set(now.present) and a != b for a, b in pairs)


@few
@given(worlds(most=9, least=5, hard=False), seeds)
def test_repair_of_one_who_drops_out_closes_the_gap_with_one_new_pair(inputs, seed):
    drawn = draw(inputs, seed)
    before = next(p for p in drawn.pairs if 0 in (p.reviewer, p.owner) and p.owner == 0)
    after = drawn.pairs[0]
    assume(before.reviewer != after.owner)
    _, _, result = repaired(inputs, {0}, seed)
    assert arcs_of(result.new) == {(before.reviewer, after.owner)}
    assert result.changed == 2


def test_repair_of_nothing_changes_nothing():
    inputs = Inputs(cycle=monday(0), present=(1, 2, 3, 4, 5))
    announced, _, result = repaired(inputs, set(), SEED)
    assert (result.gone, result.new, set(result.still)) == ((), (), announced)


def test_repair_takes_in_who_comes_back_by_opening_one_pair():
    inputs = Inputs(cycle=monday(0), present=(1, 2, 3, 4, 5))
    announced = arcs_of(draw(Inputs(cycle=monday(0), present=(1, 2, 3, 4)), SEED).pairs)
    result = repair(inputs, announced, SEED)
    assert (result.changed, len(result.new)) == (1, 2)


def test_repair_leaves_begun_pairs_alone_also_of_who_dropped_out():
    inputs = Inputs(cycle=monday(0), present=(1, 2, 3), fixed=((3, 4),))
    result = repair(inputs, {(1, 2), (2, 3), (4, 1)}, SEED)
    assert result.gone == ((4, 1),)
    assert (result.gives_none, result.gets_none) == ((), (1,))
