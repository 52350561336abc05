"""From when on My week tells what happened."""

from datetime import UTC, date, datetime

import pytest

from core.my_week import happenings_since


@pytest.mark.parametrize(
    ("day", "monday"),
    [(30, date(2026, 11, 23)), (29, date(2026, 11, 23)), (24, date(2026, 11, 23))],
    ids=["on a Monday", "on a Sunday", "on a Tuesday"],
)
def test_happenings_begin_on_a_monday_before_today(day, monday):
    since = happenings_since(datetime(2026, 11, day, 12, tzinfo=UTC))
    assert since.date() == monday
