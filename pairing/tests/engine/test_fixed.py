"""Pairs that stay take their places, whatever stays; and the rounds in which they take them."""

from collections import Counter
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from pairing.engine import Inputs, draw
from pairing.engine.round_assignment import assign_rounds
from pairing.tests.engine.worlds import SEED, monday, seeds, worlds


@st.composite
def with_fixed(draw_some, most=6, rounds=1):
    """A hostile world in which some pairs stay.

    No reviewer or owner has two of them, but they may be absent.
    """
    inputs = draw_some(worlds(most=most, least=2))
    people = [*inputs.present, "gone", "ill"]
    shift = draw_some(st.permutations(people))
    arcs = [arc for arc in zip(people, shift, strict=True) if arc[0] != arc[1]]
    fixed = draw_some(st.lists(st.sampled_from(arcs), unique=True)) if arcs else []
    return replace(inputs, fixed=tuple(fixed), attempt=2, rounds=rounds)


def arcs_of(drawing):
    return [(pair.reviewer, pair.owner) for pair in drawing.pairs]


@given(with_fixed(), seeds)
def test_draw_beside_fixed_pairs_gives_and_gets_once_and_keeps_the_rules(inputs, seed):
    drawn = arcs_of(draw(inputs, seed))
    every = drawn + list(inputs.fixed)
    assert not set(drawn) & (set(inputs.fixed) | set(inputs.hard))
    assert max(Counter(one for one, _ in every).values(), default=0) <= 1
    assert max(Counter(one for _, one in every).values(), default=0) <= 1
    assert {one for arc in drawn for one in arc} <= set(inputs.present)


@given(with_fixed(), seeds)
def test_draw_beside_fixed_pairs_has_as_many_as_are_possible(inputs, seed):
    assume(inputs.fixed)
    givers = [one for one in inputs.present if one not in {a for a, _ in inputs.fixed}]
    takers = [one for one in inputs.present if one not in {b for _, b in inputs.fixed}]
    free = {(a, b) for a in givers for b in takers if a != b} - set(inputs.hard)
    assert len(draw(inputs, seed).pairs) == most_pairs(givers, takers, free)


def most_pairs(givers, takers, free):
    """Kuhn's augmenting paths, the shortest way to the size of a maximum matching."""
    of = {}

    def place(giver, seen):
        for taker in (one for one in takers if (giver, one) in free and one not in seen):
            seen.add(taker)
            if taker not in of or place(of[taker], seen):
                of[taker] = giver
                return True
        return False

    return sum(place(giver, set()) for giver in givers)


@given(worlds(), seeds)
def test_inputs_without_fixed_pairs_are_spelled_as_before(inputs, seed):
    assert "fixed" not in inputs.canonical()
    assert Inputs.parse(replace(inputs, fixed=((1, 2),)).canonical()).fixed == ((1, 2),)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(10, 15)), unique=True))
def test_spread_places_every_arc_in_as_many_rounds_as_anybody_has(arcs):
    most = max(
        [*Counter(a for a, _ in arcs).values(), *Counter(b for _, b in arcs).values()], default=1
    )
    rounds = assign_rounds(arcs, most)
    assert sorted(arc for one in rounds for arc in one) == sorted(arcs)
    for one in rounds:
        assert len({a for a, _ in one}) == len({b for _, b in one}) == len(one)


def test_draw_of_several_rounds_never_pairs_two_people_twice():
    inputs = Inputs(cycle=monday(0), present=(1, 2, 3), hard=((1, 3), (2, 1), (3, 2)), rounds=2)
    drawn = arcs_of(draw(inputs, SEED))
    assert len(set(drawn)) == len(drawn) == 3
