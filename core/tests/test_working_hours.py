from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weeks import local_datetime, today_in
from core.workdays import is_workday
from core.working_hours import after_workdays, days_later, is_working_time, start_of_work

ZONES = [
    "UTC",
    "Europe/Lisbon",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
]
COUNTRIES = ["", "DE", "PT", "IL"]
TIMES = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    datetime(2030, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    timezones=st.just(UTC),
)
WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize("zone", ZONES)
def test_is_working_time_in_each_zone_follows_the_local_clock(zone):
    assert is_working_time(local_datetime(WEDNESDAY, 9, zone), zone, "")
    assert not is_working_time(local_datetime(WEDNESDAY, 17, zone), zone, "")
    assert not is_working_time(local_datetime(date(2026, 11, 21), 10, zone), zone, "")


def test_is_working_time_on_a_holiday_or_during_an_absence_is_false():
    new_year = local_datetime(date(2026, 1, 1), 10, "Europe/Berlin")
    assert is_working_time(new_year, "Europe/Berlin", "")
    assert not is_working_time(new_year, "Europe/Berlin", "DE")
    now = local_datetime(WEDNESDAY, 10, "UTC")
    assert not is_working_time(now, "UTC", "", [(WEDNESDAY, WEDNESDAY)])
    assert is_working_time(now, "UTC", "", [(date(2026, 11, 16), date(2026, 11, 17))])


def test_start_of_work_across_a_clock_change_stays_at_nine():
    before = start_of_work(date(2026, 3, 27), "Europe/Lisbon")
    after = start_of_work(date(2026, 3, 30), "Europe/Lisbon")
    assert (before.hour, after.hour) == (9, 8)


@given(TIMES, st.integers(1, 5), st.sampled_from(ZONES), st.sampled_from(COUNTRIES))
def test_after_workdays_lands_at_work_with_exactly_that_many_workdays_between(
    at, count, zone, country
):
    due = after_workdays(at, count, zone, country)
    first = today_in(zone, at)
    last = today_in(zone, due)
    days = [first + timedelta(days=step) for step in range(1, (last - first).days + 1)]
    assert is_working_time(due, zone, country)
    assert sum(is_workday(day, country) for day in days) == count


@given(TIMES, st.integers(0, 30), st.sampled_from(ZONES))
def test_days_later_is_nine_on_that_day(at, days, zone):
    later = days_later(at, days, zone)
    assert today_in(zone, later) == today_in(zone, at) + timedelta(days=days)
    assert later == start_of_work(today_in(zone, later), zone)
