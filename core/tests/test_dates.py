from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import format_age, format_day, format_short_day, format_time

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 18, 9, 12, tzinfo=UTC), "today, 09:12"),
        (datetime(2026, 11, 18, 0, 0, tzinfo=UTC), "today, 00:00"),
        (datetime(2026, 11, 17, 23, 59, tzinfo=UTC), "yesterday, 23:59"),
        (datetime(2026, 11, 19, 8, 0, tzinfo=UTC), "tomorrow, 08:00"),
        (datetime(2026, 11, 16, 9, 0, tzinfo=UTC), "Mon, 09:00"),
        (datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "Sun, 09:00"),
        (datetime(2026, 11, 15, 16, 40, tzinfo=UTC), "Sun 15 Nov, 16:40"),
        (datetime(2025, 11, 17, 16, 40, tzinfo=UTC), "17 Nov 2025"),
    ],
)
def test_moment_reads_as_one_says_it(at, words):
    assert format_time(at, NOW) == words


def test_moment_over_new_year_names_the_weekday_within_the_week():
    assert (
        format_time(datetime(2026, 12, 29, 9, tzinfo=UTC), datetime(2027, 1, 1, 9, tzinfo=UTC))
        == "Tue, 09:00"
    )


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        (date(2026, 11, 16), "Monday 16 November", "Mon 16 Nov"),
        (date(2027, 1, 4), "Monday 4 January 2027", "Mon 4 Jan 2027"),
    ],
)
def test_day_names_the_year_only_when_it_is_another(value, long, short):
    assert (format_day(value, NOW.date()), format_short_day(value, NOW.date())) == (long, short)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=14), "2 weeks ago"),
        (timedelta(days=60), "2 months ago"),
        (timedelta(days=730), "2 years ago"),
        (-timedelta(days=3), "in 3 days"),
    ],
)
def test_age_is_rounded_down(before, words):
    assert format_age(NOW - before, NOW) == words


def test_age_of_a_date_counts_whole_days():
    assert format_age(date(2026, 11, 15), NOW.date()) == "3 days ago"


@given(st.datetimes(timezones=st.just(UTC)))
def test_moment_and_age_of_any_moment_say_something(at):
    assert format_time(at, NOW)
    assert format_age(at, NOW)
