from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weeks import monday_of
from core.workdays import (
    country_choices,
    days_away,
    due_at,
    is_away_for_cycle,
    is_workday,
    last_workday,
    workdays,
)

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
spans = st.tuples(days, days).map(lambda pair: tuple(sorted(pair)))
countries = st.sampled_from(["", "PT", "US", "IL", "JP", "AE", "CN"])


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 12, 25), "", True),  # no country, no holidays
        (date(2026, 12, 25), "PT", False),
        (date(2026, 11, 26), "US", False),  # Thanksgiving
        (date(2026, 11, 26), "PT", True),
        (date(2021, 12, 31), "US", False),  # next year's New Year's Day, observed
        (date(2026, 11, 22), "IL", True),  # a Sunday
        (date(2026, 11, 20), "IL", False),  # a Friday
        (date(2026, 2, 14), "CN", True),  # a Saturday worked for the long holiday
        (date(2026, 11, 21), "", False),
    ],
)
def test_workday_by_country(day, country, works):
    assert is_workday(day, country) is works


def test_unknown_country_is_refused():
    with pytest.raises(NotImplementedError):
        is_workday(date(2026, 1, 1), "XX")


@given(days, st.integers(0, 40), countries)
def test_workdays_are_the_days_that_are_workdays(first, length, country):
    last = first + timedelta(days=length)
    days = workdays(first, last, country)
    assert days == sorted(set(days))
    assert all(first <= day <= last and is_workday(day, country) for day in days)
    assert last_workday(first, last, country) == (days[-1] if days else None)


@pytest.mark.parametrize(
    ("monday", "weeks", "zone", "country", "due"),
    [
        (date(2026, 11, 16), 1, "Europe/Lisbon", "", "2026-11-20T17:00"),
        (date(2026, 11, 16), 2, "Europe/Lisbon", "PT", "2026-11-27T17:00"),
        (date(2026, 12, 21), 1, "Europe/Lisbon", "PT", "2026-12-24T17:00"),  # Friday is Christmas
        (
            date(2026, 6, 15),
            1,
            "America/New_York",
            "US",
            "2026-06-18T21:00",
        ),  # Friday is Juneteenth
        (date(2026, 11, 16), 1, "Asia/Jerusalem", "IL", "2026-11-22T15:00"),  # works on Sunday
        (date(2026, 3, 23), 1, "Europe/Lisbon", "", "2026-03-27T17:00"),
        (date(2026, 3, 30), 1, "Europe/Lisbon", "", "2026-04-03T16:00"),  # summer time began
    ],
)
def test_due_at_is_five_in_the_afternoon_of_the_last_workday(monday, weeks, zone, country, due):
    assert due_at(monday, monday + timedelta(weeks=weeks), zone, country) == datetime.fromisoformat(
        due + "+00:00"
    )


def test_due_at_of_a_cycle_of_holidays_is_its_friday():
    monday = date(2026, 2, 16)  # Spring Festival
    assert workdays(monday, monday + timedelta(days=6), "CN") == []
    assert due_at(monday, monday + timedelta(days=7), "UTC", "CN") == datetime(
        2026, 2, 20, 17, tzinfo=UTC
    )


@given(
    days.map(monday_of),
    st.sampled_from([1, 2]),
    countries,
    st.sampled_from(["UTC", "Asia/Tokyo", "America/Lima"]),
)
def test_due_at_lies_within_its_cycle(monday, weeks, country, zone):
    following = monday + timedelta(weeks=weeks)
    day = (due_at(monday, following, zone, country)).date()
    assert monday <= day < following


@pytest.mark.parametrize(
    ("absences", "away"),
    [
        ([], False),
        ([(date(2026, 11, 16), date(2026, 11, 17))], False),  # 2 of 5
        ([(date(2026, 11, 16), date(2026, 11, 18))], True),  # 3 of 5
        (
            [(date(2026, 11, 16), date(2026, 11, 17)), (date(2026, 11, 17), date(2026, 11, 17))],
            False,
        ),  # overlap
        (
            [(date(2026, 11, 16), date(2026, 11, 16)), (date(2026, 11, 19), date(2026, 11, 30))],
            True,
        ),
        ([(date(2026, 11, 21), date(2026, 11, 22))], False),  # a weekend
    ],
)
def test_away_for_a_week_from_half_of_its_working_days_on(absences, away):
    assert is_away_for_cycle(absences, date(2026, 11, 16), date(2026, 11, 23), "") is away


def test_away_two_days_of_a_week_of_four_working_days_is_half():
    absences = [(date(2026, 12, 21), date(2026, 12, 22))]
    assert is_away_for_cycle(absences, date(2026, 12, 21), date(2026, 12, 28), "PT")
    assert not is_away_for_cycle(absences, date(2026, 12, 21), date(2026, 12, 28), "")


def test_away_in_a_week_of_holidays_is_judged_by_its_weekdays():
    monday = date(2026, 2, 16)
    following = date(2026, 2, 23)
    assert not is_away_for_cycle([], monday, following, "CN")
    assert is_away_for_cycle([(monday, date(2026, 2, 18))], monday, following, "CN")


@given(days.map(monday_of), st.lists(spans, max_size=4), countries)
def test_away_never_ends_when_an_absence_is_added(monday, absences, country):
    following = monday + timedelta(weeks=1)
    if is_away_for_cycle(absences[1:], monday, following, country):
        assert is_away_for_cycle(absences, monday, following, country)
    assert days_away(absences, [monday]) in (0, 1)


def test_country_choices_read_well_and_are_all_known():
    choices = dict(country_choices())
    assert (choices["PT"], choices["BA"], choices["US"]) == (
        "Portugal",
        "Bosnia and Herzegovina",
        "United States",
    )
    assert all(is_workday(date(2026, 3, 4), code) in (True, False) for code in choices)
