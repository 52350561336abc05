"""Years of a pool with leave, joiners and leavers: what holds draw by draw must hold over time."""

from collections import Counter
from random import Random

import pytest

from pairing.engine import Inputs, draw
from pairing.engine.tiers import ROTATION, build_cost_model
from pairing.tests.engine.worlds import monday


def year(size, weeks, away, seed, turnover=0):
    """(inputs, drawing) of each week; every `turnover` weeks one person leaves and one joins."""
    random = Random(seed)
    people = list(range(size))
    past = []
    for week in range(weeks):
        if turnover and week % turnover == turnover - 1:
            people.remove(random.choice(people))
            people.append(size + week)
        present = tuple(person for person in people if random.random() >= away)
        inputs = Inputs(cycle=monday(week), present=present, history=tuple(past))
        drawing = draw(inputs, f"{random.getrandbits(256):064x}")
        past.append((inputs.cycle, tuple((pair.reviewer, pair.owner) for pair in drawing.pairs)))
        yield inputs, drawing


@pytest.mark.parametrize("seed", [1, 2])
def test_year_with_leave_and_turnover_keeps_meetings_level(seed):
    met = Counter()
    weeks_together = Counter()
    for inputs, drawing in year(8, 52, 0.1, seed, turnover=6):
        met.update((pair.reviewer, pair.owner) for pair in drawing.pairs)
        weeks_together.update((a, b) for a in inputs.present for b in inputs.present if a != b)
    employed = [pair for pair, weeks in weeks_together.items() if weeks >= 40]
    counts = [met[pair] for pair in employed]
    assert max(counts) - min(counts) <= 3


def test_year_with_leave_has_few_reciprocals_and_few_forced_weeks():
    drawings = [drawing for _, drawing in year(13, 30, 0.1, 3)]
    pairs = sum(len(drawing.pairs) for drawing in drawings)
    assert 2 * sum(drawing.tiers["reciprocal"] for drawing in drawings) / pairs <= 0.088 / 5
    assert sum(drawing.options == 1 for drawing in drawings) <= 3


def test_year_never_repeats_a_pair_while_a_less_used_one_could_be_matched():
    """No draw could be cheaper (brute force elsewhere), so a first rotation has no repeat."""
    drawings = [drawing for _, drawing in year(13, 13, 0, 4)]
    assert [drawing.tiers[ROTATION] for drawing in drawings] == [0] * 12 + [13]
    assert all(drawing.tiers["too_soon"] == 0 for drawing in drawings)


def test_joiner_takes_part_at_once_and_locks_nobody_in():
    *_, (inputs, _) = year(6, 12, 0, 5)
    joined = Inputs(cycle=monday(12), present=(*inputs.present, 99), history=inputs.history)
    drawing = draw(joined, "01")
    assert 99 in {pair.owner for pair in drawing.pairs}
    assert (
        build_cost_model(joined).totals([*range(1, 7), 0])["sits_out"]
        == drawing.tiers["sits_out"]
        == 0
    )


def test_pool_of_two_hundred_is_drawn_without_repeats():
    drawings = [drawing for _, drawing in year(200, 2, 0.1, 6)]
    assert [drawing.tiers[ROTATION] for drawing in drawings] == [0, 0]
    assert [drawing.tiers["reciprocal"] for drawing in drawings] == [0, 0]
