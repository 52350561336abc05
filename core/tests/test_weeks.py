from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weeks import (
    BIWEEKLY,
    WEEKLY,
    CycleSchedule,
    current_cycle,
    earliest_today,
    is_cycle_monday,
    is_monday,
    local_datetime,
    monday_of,
    next_cycle,
    quarter_of,
    today_in,
)

ZONES = [
    "UTC",
    "Europe/Lisbon",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
]
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
mondays = days.map(monday_of)


@st.composite
def rhythms(draw):
    change_on = draw(st.none() | days)
    changed = draw(st.sampled_from([WEEKLY, BIWEEKLY])) if change_on else ""
    return CycleSchedule(
        draw(mondays), draw(st.sampled_from([WEEKLY, BIWEEKLY])), change_on, changed
    )


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 16), date(2026, 11, 16)),
        (date(2026, 11, 22), date(2026, 11, 16)),
        (date(2027, 1, 3), date(2026, 12, 28)),  # 2026 has a week 53
        (date(2021, 1, 1), date(2020, 12, 28)),
        (date(2024, 2, 29), date(2024, 2, 26)),
    ],
)
def test_monday_of_a_day_is_the_monday_of_its_iso_week(day, monday):
    assert monday_of(day) == monday
    assert is_monday(monday)


@given(days)
def test_monday_of_any_day_keeps_the_iso_week(day):
    assert monday_of(day).isocalendar()[:2] == day.isocalendar()[:2]


@given(rhythms(), days)
def test_cycles_of_any_rhythm_tile_the_calendar(rhythm, day):
    current = current_cycle(rhythm, day)
    following = next_cycle(rhythm, day)
    if current is None:
        assert day < rhythm.first_monday == following
    else:
        assert current <= day < following
        assert (following - current).days in (7, 14)
        assert next_cycle(rhythm, current) == following
        assert is_cycle_monday(rhythm, current)
    assert is_monday(following)
    assert is_cycle_monday(rhythm, following)


def cycle_mondays(rhythm, first, last):
    """From one cycle to the next, from `first` to `last`, both included."""
    mondays = []
    monday = first if is_cycle_monday(rhythm, first) else next_cycle(rhythm, first)
    while monday <= last:
        mondays.append(monday)
        monday = next_cycle(rhythm, monday)
    return mondays


@given(rhythms(), days)
def test_cycle_mondays_are_exactly_the_cycle_mondays_of_the_span(rhythm, first):
    last = first + timedelta(days=120)
    asked = [first + timedelta(days=n) for n in range(121)]
    assert cycle_mondays(rhythm, first, last) == [
        day for day in asked if is_cycle_monday(rhythm, day)
    ]


def test_cadence_change_in_the_middle_of_a_cycle_waits_for_its_end():
    rhythm = CycleSchedule(
        date(2026, 11, 2), BIWEEKLY, change_on=date(2026, 11, 17), changed_cadence=WEEKLY
    )
    assert cycle_mondays(rhythm, date(2026, 11, 1), date(2026, 12, 14)) == [
        date(2026, 11, 2),
        date(2026, 11, 16),
        date(2026, 11, 30),
        date(2026, 12, 7),
        date(2026, 12, 14),
    ]


def test_cadence_change_to_biweekly_counts_from_the_monday_it_takes_effect():
    rhythm = CycleSchedule(
        date(2026, 11, 2), WEEKLY, change_on=date(2026, 11, 9), changed_cadence=BIWEEKLY
    )
    assert cycle_mondays(rhythm, date(2026, 11, 2), date(2026, 12, 7)) == [
        date(2026, 11, 2),
        date(2026, 11, 9),
        date(2026, 11, 23),
        date(2026, 12, 7),
    ]


def test_cadence_change_before_the_first_cycle_counts_from_the_start():
    rhythm = CycleSchedule(
        date(2026, 11, 2), WEEKLY, change_on=date(2026, 1, 1), changed_cadence=BIWEEKLY
    )
    assert next_cycle(rhythm, date(2026, 11, 2)) == date(2026, 11, 16)


def test_biweekly_cycles_cross_a_year_of_53_weeks_without_a_slip():
    rhythm = CycleSchedule(date(2026, 12, 14), BIWEEKLY)
    assert cycle_mondays(rhythm, date(2026, 12, 20), date(2027, 1, 12)) == [
        date(2026, 12, 28),
        date(2027, 1, 11),
    ]


@pytest.mark.parametrize("faulty", [{"first_monday": date(2026, 11, 3)}, {"cadence": "daily"}])
def test_rhythm_that_makes_no_sense_is_refused(faulty):
    with pytest.raises(ValueError, match="Monday|cadence"):
        CycleSchedule(**{"first_monday": date(2026, 11, 2)} | faulty)


def test_rhythm_with_a_change_to_nothing_is_refused():
    with pytest.raises(ValueError, match="cadence"):
        CycleSchedule(date(2026, 11, 2), WEEKLY, change_on=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("day", "hour", "zone", "moment"),
    [
        (date(2026, 11, 16), 9, "Europe/Lisbon", "2026-11-16T09:00"),
        (date(2026, 7, 13), 9, "Europe/Lisbon", "2026-07-13T08:00"),
        (
            date(2026, 3, 29),
            1,
            "Europe/Lisbon",
            "2026-03-29T01:00",
        ),  # gap: 01:00 to 02:00 is left out
        (date(2026, 10, 25), 1, "Europe/Lisbon", "2026-10-25T00:00"),  # fold: the first of two
        (date(2026, 3, 8), 2, "America/New_York", "2026-03-08T07:00"),  # gap
        (date(2026, 11, 1), 1, "America/New_York", "2026-11-01T05:00"),  # fold
        (date(2026, 10, 4), 2, "Australia/Lord_Howe", "2026-10-03T15:30"),  # a gap of half an hour
        (
            date(2026, 4, 5),
            2,
            "Australia/Lord_Howe",
            "2026-04-04T15:30",
        ),  # clocks fall back from 02:00 to 01:30
        (date(2026, 4, 5), 1, "Australia/Lord_Howe", "2026-04-04T14:00"),
        (date(2026, 11, 16), 9, "Asia/Kathmandu", "2026-11-16T03:15"),
        (date(2011, 12, 30), 9, "Pacific/Apia", "2011-12-30T10:00"),  # the day Samoa left out
    ],
)
def test_local_moment_at_clock_changes_follows_the_rule(day, hour, zone, moment):
    assert local_datetime(day, hour, zone) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@given(days, st.integers(0, 23), st.sampled_from(ZONES))
def test_local_moment_is_the_first_moment_not_before_that_hour(day, hour, zone):
    moment = local_datetime(day, hour, zone)
    wall = datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001
    shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    before = (moment - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert before < wall <= shown


def test_local_moment_takes_a_zone_object_too():
    assert local_datetime(date(2026, 11, 16), 9, ZoneInfo("Asia/Tokyo")) == datetime(
        2026, 11, 16, 0, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Auckland", date(2026, 11, 23)),
        ("Europe/Lisbon", date(2026, 11, 22)),
        ("America/Lima", date(2026, 11, 22)),
    ],
)
def test_today_is_the_day_of_the_zone(zone, day):
    assert today_in(zone, datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == day


@given(days)
def test_quarter_holds_the_day_and_three_whole_months(day):
    first, last = quarter_of(day)
    assert first <= day <= last
    assert (first.day, first.month % 3, (last + timedelta(days=1)).day) == (1, 1, 1)
    assert 90 <= (last - first).days + 1 <= 92


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  the zone is added
def test_earliest_today_is_nowhere_later_than_the_local_day(now):
    zones = ["Etc/GMT+12", "Pacific/Pago_Pago", "UTC", "Pacific/Kiritimati"]
    days = [today_in(zone, now) for zone in zones]
    assert earliest_today(now) == min(days)
