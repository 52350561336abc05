import pytest

from pairing.simulation import simulate
from pairing.simulation.methods import SIMPLE


@pytest.fixture(scope="module")
def results():
    """Half a year of 13 people, as the demo has them."""
    return simulate(13, 26, 0.1, "ca5e")


def test_ours_is_as_level_as_can_be_and_breaks_no_rule(results):
    assert (results["level_excess_ratio"], results["hard_rules_broken"]) == (1.0, 0)


def test_ours_has_few_reciprocals_and_leaves_chance_something(results):
    assert results["reciprocal_share"] <= results["reciprocal_share_derangement"] / 5
    assert results["one_option_share"] <= 0.1


def test_simple_methods_are_worse_where_they_are_known_to_be(results):
    baselines = results["baselines"]
    assert set(baselines) == set(SIMPLE)
    assert all(one["level_excess"] > one["level_excess_minimum"] for one in baselines.values())
    assert baselines["sattolo"]["hard_rules_broken"] > 0
    assert baselines["least_recently_used"]["one_option_share"] > results["one_option_share"]


def test_first_rotation_with_everybody_there_has_no_repeat():
    results = simulate(8, 7, 0, "01", seeds=3)
    assert (results["repeats_first_rotation"], results["level_excess_ratio"]) == (0, 1.0)


def test_five_people_review_each_other_only_where_it_is_proven_forced():
    results = simulate(5, 52, 0.1, "02", seeds=2)
    assert results["reciprocal_share"] > 0
    assert (results["reciprocals_unproven"], results["level_excess_ratio"]) == (0, 1.0)


def test_simulate_with_the_same_seed_gives_the_same_figures():
    first, second = (simulate(5, 10, 0.2, "03") for _ in range(2))
    for results in (first, second):
        del results["ms_per_draw"]
        for figures in results["baselines"].values():
            del figures["ms_per_draw"]
    assert first == second


@pytest.mark.parametrize(
    "arguments", [(1, 52, 0.1), (1001, 52, 0.1), (5, 0, 0.1), (5, 52, 1.0), (5, 52, -0.1)]
)
def test_simulate_what_is_no_year_is_refused(arguments):
    with pytest.raises(ValueError, match="[.]$"):
        simulate(*arguments, seed="01")
