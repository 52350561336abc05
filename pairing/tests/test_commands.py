"""`manage.py draw` and `verify_draw`: one JSON object on standard output, errors in a sentence."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from pairing.models import Draw, Pairing
from pairing.tests.factories import MONDAY, PoolFactory, drawn_pool, people_of
from people.tests.factories import AbsenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
KEYS = {
    *("draw_id", "pool", "monday", "attempt", "algorithm", "seed", "commitment", "inputs_digest"),
    *("options", "pairs", "sits_out", "tiers"),
}


def printed(capsys, *arguments):
    call_command(*arguments)
    return capsys.readouterr().out


def draw(capsys, pool, *more, monday=MONDAY):
    return json.loads(
        printed(capsys, "draw", "--pool", pool.slug, "--monday", str(monday), "--json", *more)
    )


def test_draw_command_prints_the_draw_by_address(capsys):
    pool = PoolFactory(members=4)
    away = people_of(pool)[0]
    AbsenceFactory(user=away, first_day=MONDAY, last_day=MONDAY + timedelta(days=6))
    output = draw(capsys, pool)
    stored = Draw.objects.get()
    assert set(output) == KEYS
    assert (output["draw_id"], output["pool"], output["monday"]) == (
        stored.pk,
        pool.slug,
        "2026-11-16",
    )
    assert (output["seed"], output["options"], output["attempt"]) == (stored.seed, 2, 1)
    emails = {user.email for user in people_of(pool)} - {away.email}
    assert (
        {pair["reviewer"] for pair in output["pairs"]}
        == {pair["owner"] for pair in output["pairs"]}
        == emails
    )
    assert output["pairs"][0] | {"code": "first", "why": "First time"} == output["pairs"][0]
    assert output["sits_out"] == [
        {"person": away.email, "why": "Away for half of the cycle's working days or more"},
    ]


def test_draw_command_preview_saves_nothing_and_differs_each_time(capsys):
    pool = PoolFactory(members=6)
    one = draw(capsys, pool, "--preview")
    two = draw(capsys, pool, "--preview")
    assert set(one) == KEYS
    assert one["draw_id"] is None
    assert one["seed"] not in (two["seed"], pool.sealed_seed)
    assert not Draw.objects.exists()


def test_draw_command_in_words_names_everybody(capsys):
    pool = PoolFactory(members=2)
    text = printed(capsys, "draw", "--pool", pool.slug, "--monday", str(MONDAY))
    assert all(user.email in text for user in people_of(pool))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--pool": "nowhere"}, "There is no pool nowhere"),
        ({"--monday": "tomorrow"}, "not a date"),
        ({"--monday": "2026-11-17"}, "No cycle of"),
        ({"--monday": "2026-11-09"}, "over"),
    ],
)
def test_draw_command_with_a_mistake_says_so(change, sentence):
    pool = PoolFactory(members=3)
    options = {"--pool": pool.slug, "--monday": str(MONDAY)} | change
    with pytest.raises(CommandError, match=sentence):
        call_command("draw", *(word for option in options.items() for word in option))


def test_draw_command_twice_says_that_it_is_drawn():
    pool, _ = drawn_pool(3)
    with pytest.raises(CommandError, match="already been drawn"):
        call_command("draw", "--pool", pool.slug, "--monday", str(MONDAY))


def test_draw_command_preview_of_a_past_cycle_is_refused():
    pool = PoolFactory(members=3)
    with pytest.raises(CommandError, match="No current or future cycle"):
        call_command("draw", "--pool", pool.slug, "--monday", "2026-11-09", "--preview")


def test_verify_draw_of_a_true_draw_is_the_same(capsys):
    _, drawn = drawn_pool(5)
    output = json.loads(printed(capsys, "verify_draw", str(drawn.pk), "--json"))
    assert output == {"draw_id": drawn.pk, "same": True, "differences": []}
    assert "Verified" in printed(capsys, "verify_draw", str(drawn.pk))


def test_verify_draw_of_a_changed_draw_exits_with_1(capsys):
    _, drawn = drawn_pool(5)
    Pairing.objects.filter(draw=drawn).first().delete()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_draw", str(drawn.pk), "--json")
    output = json.loads(capsys.readouterr().out)
    assert (stopped.value.code, output["same"], len(output["differences"])) == (1, False, 1)


def test_verify_draw_of_no_draw_says_so():
    with pytest.raises(CommandError, match="There is no draw 77"):
        call_command("verify_draw", "77")
