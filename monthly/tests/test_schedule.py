"""Opening days and due days: pure arithmetic."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.workdays import is_workday, workdays
from monthly import schedule

COUNTRIES = st.sampled_from(["", "DE", "US", "IN", "SA"])
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
MONTHS = DAYS.map(schedule.month_of)
COUNTS = st.integers(1, 15)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland"])


@st.composite
def absences(draw):
    first = draw(DAYS)
    return [(first, first + timedelta(days=draw(st.integers(0, 60))))]


@given(MONTHS, COUNTS, COUNTRIES)
def test_month_opens_on_the_first_of_its_last_workdays(month, count, country):
    day = schedule.opening_day(month, count, country)
    last = schedule.next_month(month) - schedule.DAY
    assert schedule.month_of(day) == month
    left = len(workdays(day, last, country))
    assert left == count or day == workdays(month, last, country)[0]


@given(DAYS, st.integers(0, 24 * 60), COUNTS, ZONES, COUNTRIES)
def test_current_month_has_opened_and_the_next_one_has_not(day, minutes, count, zone, country):
    now = datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)
    month = schedule.current_month(now, count, zone, country)
    assert schedule.opening_time(month, count, zone, country) <= now
    after = schedule.next_month(month)
    assert now < schedule.opening_time(after, count, zone, country)


@given(MONTHS, COUNTS, ZONES)
def test_month_opens_at_nine_by_the_clock_on_the_wall(month, count, zone):
    opening = schedule.opening_time(month, count, zone, "")
    assert opening.astimezone(ZoneInfo(zone)).hour == 9


@given(DAYS, COUNTRIES, absences())
def test_due_days_are_working_days_in_order_on_which_nobody_is_away(opened_on, country, away):
    due = schedule.due_days(opened_on, country, away)
    days = [due.self_assessment, due.validation, due.talk]
    assert opened_on < days[0] < days[1] < days[2]
    for day in days:
        assert is_workday(day, country)
        assert not any(first <= day <= last for first, last in away)


@given(DAYS, COUNTRIES, absences())
def test_absence_never_brings_a_due_day_forward(opened_on, country, away):
    with_absence = schedule.due_days(opened_on, country, away)
    assert with_absence.talk >= schedule.due_days(opened_on, country).talk


@given(MONTHS, COUNTS, COUNTRIES)
def test_absence_of_the_whole_month_excuses_it(month, count, country):
    away = [(month, schedule.next_month(month) - schedule.DAY)]
    opened_on = schedule.opening_day(month, count, country)
    due = schedule.due_days(opened_on, country, away)
    next_opening = schedule.opening_day(schedule.next_month(month), count, country)
    assert schedule.is_excused(due, next_opening, month, country, away)


@given(DAYS, COUNTRIES)
def test_reminder_comes_on_a_working_day_before_the_due_day(due_on, country):
    day = schedule.reminder_day(due_on, country)
    assert day < due_on
    assert is_workday(day, country)
    assert workdays(day + schedule.DAY, due_on - schedule.DAY, country) == []


def test_endless_absence_gives_due_days_a_year_ahead():
    away = [(date(2026, 11, 1), date(2036, 11, 1))]
    assert schedule.due_days(date(2026, 11, 24), "DE", away).talk == date(2027, 11, 25)
