from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairing.engine import MOST_PEOPLE, Inputs, draw
from pairing.engine.choose import weight
from pairing.engine.tiers import build_cost_model
from pairing.tests.engine.worlds import SEED, few, is_uniform, monday, optimal, seeds, worlds


def arcs(drawing):
    return tuple((pair.reviewer, pair.owner) for pair in drawing.pairs)


@few
@given(worlds(most=16), seeds)
def test_draw_pairs_everyone_present_once_or_reports_them_sitting_out(inputs, seed):
    drawing = draw(inputs, seed)
    out = {person for person, _ in drawing.sits_out}
    expected = [person for person in inputs.present if person not in out]
    assert [pair.reviewer for pair in drawing.pairs] == expected
    assert sorted(pair.owner for pair in drawing.pairs) == expected
    assert all(pair.reviewer != pair.owner for pair in drawing.pairs)
    assert len(out) == drawing.tiers["sits_out"]


@few
@given(worlds(most=16), seeds)
def test_draw_never_breaks_a_hard_rule(inputs, seed):
    assert not set(arcs(draw(inputs, seed))) & set(inputs.hard)


@few
@given(worlds(most=16), seeds)
def test_draw_of_the_same_inputs_and_seed_is_the_same(inputs, seed):
    assert draw(Inputs.parse(inputs.canonical()), seed.upper()) == draw(inputs, seed)


@given(worlds(most=7), seeds, st.permutations(range(7)))
def test_draw_of_renamed_people_gives_up_the_same(inputs, seed, names):
    def renamed(some):
        return tuple((f"p{names[a]}", f"p{names[b]}") for a, b in some)

    other = Inputs(
        cycle=inputs.cycle,
        present=tuple(f"p{names[person]}" for person in inputs.present),
        hard=renamed(inputs.hard),
        soft=tuple((name, renamed(some)) for name, some in inputs.soft),
        history=tuple((day, renamed(some)) for day, some in inputs.history),
    )
    one = draw(inputs, seed)
    two = draw(other, seed)
    assert (one.tiers, one.options, one.spacing) == (two.tiers, two.options, two.spacing)


@few
@given(st.integers(2, 9), st.data())
def test_draws_with_everyone_present_never_repeat_before_all_have_met(size, data):
    past = []
    for number in range(size - 1):
        inputs = Inputs(cycle=monday(number), present=tuple(range(size)), history=tuple(past))
        past.append((inputs.cycle, arcs(draw(inputs, data.draw(seeds)))))
    assert max(Counter(arc for _, some in past for arc in some).values()) == 1


@pytest.mark.parametrize(
    ("present", "pairs", "sits_out"),
    [
        ((), (), ()),
        (("ana",), (), (("ana", "alone"),)),
        (("ana", "bo"), (("ana", "bo"), ("bo", "ana")), ()),
    ],
)
def test_draw_of_nobody_one_or_two_has_one_result(present, pairs, sits_out):
    drawing = draw(Inputs(cycle=monday(0), present=present), SEED)
    assert (arcs(drawing), drawing.sits_out, drawing.options) == (pairs, sits_out, 1)


def test_draw_of_three_has_two_results_and_both_come_up():
    found = {
        arcs(draw(Inputs(cycle=monday(0), present=(1, 2, 3)), f"{seed:02x}")) for seed in range(20)
    }
    assert found == {((1, 2), (2, 3), (3, 1)), ((1, 3), (2, 1), (3, 2))}


def test_draw_of_two_who_must_not_meet_lets_both_sit_out():
    drawing = draw(
        Inputs(cycle=monday(0), present=(1, 2), hard=((1, 2),), away=((3, "away"),)), SEED
    )
    assert (drawing.pairs, drawing.sits_out) == ((), ((1, "blocked"), (2, "blocked"), (3, "away")))


@few
@given(worlds(most=8, least=4, hard=False, soft=False), seeds)
def test_draw_of_two_rounds_gives_two_different_owners(inputs, seed):
    twice = Inputs(cycle=inputs.cycle, present=inputs.present, rounds=2)
    drawn = arcs(draw(twice, seed))
    assert len(set(drawn)) == len(drawn) == 2 * len(inputs.present)
    assert set(Counter(owner for _, owner in drawn).values()) == {2}


def shifted(size, shifts):
    """A history of whole rotations: everybody reviewed the one `shift` places on."""
    return tuple(
        (monday(at), tuple((a, (a + by) % size) for a in range(size)))
        for at, by in enumerate(shifts)
    )


def test_draws_over_many_seeds_are_uniform_over_whole_draws_with_history():
    """Frequencies of single pairs, or an empty history, would not catch a biased choice."""
    inputs = Inputs(
        cycle=monday(4), present=tuple(range(7)), history=shifted(7, (1, 2)), hard=((0, 6),)
    )
    table = build_cost_model(inputs)
    weights = [weight(columns, table.reversed_last) for columns in optimal(table)]
    counts = Counter(arcs(draw(inputs, f"{seed:04x}")) for seed in range(600))
    assert len(counts) == weights.count(min(weights)) == draw(inputs, SEED).options == 10
    assert is_uniform(list(counts.values()))


@pytest.mark.parametrize(
    ("size", "shifts", "how", "owners"),
    [
        (7, (1, 2), "listed", [6, 0, 1, 2, 3, 4, 5]),
        (13, (), "sampled", [5, 10, 6, 2, 11, 1, 7, 8, 9, 3, 12, 0, 4]),
        (16, (1, 2, 3), "switched", [9, 10, 11, 12, 13, 14, 15, 1, 0, 7, 8, 4, 5, 6, 2, 3]),
    ],
)
def test_draw_of_this_algorithm_version_never_changes(size, shifts, how, owners):
    """Stored draws must verify for ever: a change here needs a new name in `ALGORITHM`."""
    inputs = Inputs(cycle=monday(4), present=tuple(range(size)), history=shifted(size, shifts))
    drawing = draw(inputs, "c0ffee")
    assert (drawing.how, [pair.owner for pair in drawing.pairs]) == (how, owners)


def test_draw_of_more_people_than_one_table_should_hold_says_so():
    with pytest.raises(ValueError, match="split the pool"):
        draw(Inputs(cycle="2026-11-16", present=tuple(range(MOST_PEOPLE + 1))), "00")
