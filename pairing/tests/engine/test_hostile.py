"""Random instances that no team would have: 0 to 9 people, anyone excluded, any history."""

from random import Random

import pytest

from pairing.engine import Inputs, draw
from pairing.tests.engine.worlds import monday


def hostile(seed):
    random = Random(seed)
    people = range(random.randint(0, 9))
    arcs = [(a, b) for a in people for b in people if a != b]
    share = random.random()
    hard = tuple(arc for arc in arcs if random.random() < share)
    away = tuple((one, "away") for one in people if random.random() < random.choice((0, 0.2, 1)))
    there = set(people) - {one for one, _ in away}
    past = tuple(
        (monday(week), tuple(random.sample(arcs, random.randint(0, len(arcs)))))
        for week in range(random.randint(0, 8))
    )
    return Inputs(cycle=monday(9), present=tuple(there), away=away, hard=hard, history=past)


@pytest.mark.parametrize("number", [300, pytest.param(3000, marks=pytest.mark.slow)])
def test_hostile_instances_are_all_drawn_and_no_hard_rule_is_broken(number):
    for seed in range(number):
        inputs = hostile(seed)
        drawing = draw(inputs, f"{seed:04x}")
        arcs = {(pair.reviewer, pair.owner) for pair in drawing.pairs}
        out = {person for person, _ in drawing.sits_out}
        assert not arcs.intersection(inputs.hard), seed
        assert (
            {one for one, _ in arcs} == {other for _, other in arcs} == set(inputs.present) - out
        ), seed
