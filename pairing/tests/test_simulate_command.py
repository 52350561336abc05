import json

import pytest
from django.core.management import CommandError, call_command

KEYS = {
    *(
        "people",
        "weeks",
        "away",
        "seeds",
        "level_excess_ratio",
        "repeats_first_rotation",
        "hard_rules_broken",
    ),
    *(
        "reciprocal_share",
        "reciprocal_share_derangement",
        "one_option_share",
        "ms_per_draw",
        "baselines",
    ),
}


def test_simulate_draws_as_json_prints_one_object_with_the_keys_of_scripts(capsys):
    call_command(
        "simulate_draws",
        "--people=5",
        "--weeks=4",
        "--away=0",
        "--seed=00ff",
        "--seeds=2",
        "--json",
    )
    results = json.loads(capsys.readouterr().out)
    assert set(results) >= KEYS
    assert all(
        set(figures) >= {"level_excess_ratio", "one_option_share"}
        for figures in results["baselines"].values()
    )


def test_simulate_draws_prints_a_table_for_people(capsys):
    call_command("simulate_draws", "--people=5", "--weeks=4")
    assert "Least recently used" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--seed=xyz", "--people=1", "--away=1.5", "--weeks=0"])
def test_simulate_draws_with_bad_option_says_why(option):
    with pytest.raises(CommandError, match="[.]$"):
        call_command("simulate_draws", option)
