"""Where a month is, and whose turn it is, in words for the two."""

from datetime import UTC, datetime

import pytest

from monthly.queries.state_bar import find_turn, state_bar
from monthly.tests.factories import NOW, MonthlyReviewFactory
from people.models import User

KEMI = User(pk=1, name="Kemi Adeyemi")
NADIA = User(pk=2, name="Nadia Rossi")


def month(**kwargs):
    people = {"engineer": KEMI, "manager": NADIA, "opened_by": NADIA, "rubric_version": None}
    return MonthlyReviewFactory.build(**people, **kwargs)


@pytest.mark.parametrize(
    ("state", "for_kemi", "for_nadia"),
    [
        ("selecting", "Your turn", "Kemi’s turn"),
        ("self_assessing", "Your turn", "Kemi’s turn"),
        ("validating", "Nadia’s turn", "Your turn"),
        ("discussing", "You and Nadia talk", "You and Kemi talk"),
    ],
)
def test_turn_is_that_of_one_of_the_two(state, for_kemi, for_nadia):
    assert find_turn(month(state=state), KEMI, NADIA)[0] == for_kemi
    assert find_turn(month(state=state), NADIA, NADIA)[0] == for_nadia


def test_turn_to_mark_the_talk_as_done_is_that_of_the_other():
    marked = month(state="discussing", engineer_done_at=NOW)
    assert find_turn(marked, KEMI, NADIA) == ("Nadia’s turn to mark it done", False)
    assert find_turn(marked, NADIA, NADIA) == ("Your turn to mark it done", True)


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        ({"state": "incomplete", "missing": ["talk"]}, ["done"] * 3 + ["ended", "later"]),
        ({"state": "excused"}, ["ended"] + ["later"] * 4),
        ({"state": "excused", "sent_at": NOW}, ["done"] * 2 + ["ended"] + ["later"] * 2),
        ({"state": "done"}, ["done"] * 5),
    ],
)
def test_month_that_ended_shows_how_far_it_came_and_nobodys_turn(facts, states):
    bar = state_bar(month(**facts), KEMI, NOW)
    assert [step.state for step in bar.steps] == states
    assert bar.turn == ""


@pytest.mark.django_db
def test_turn_is_late_on_the_day_after_it_was_due():
    opened = month()
    day_after = datetime(2026, 12, 2, 0, tzinfo=UTC)
    assert state_bar(opened, KEMI, day_after).tone == "bad"
    assert state_bar(opened, KEMI, NOW).tone == "warn"
    assert state_bar(opened, NADIA, NOW).tone == "line"
