"""When a month opens and when its parts are due. Pure, on top of `core.workdays`.

A month is named by its first day. It opens on the first of its last few working days, and stays the
current one until the next month opens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from core.weeks import local_datetime, today_in
from core.workdays import is_workday, workdays

OPENING_WORKDAYS = 5
OPENING_HOUR = 9
SELF_WORKDAYS = 5
VALIDATION_WORKDAYS = 8
TALK_WORKDAYS = 11
DAY = timedelta(days=1)
FORTNIGHT = timedelta(days=14)
FURTHEST = timedelta(days=366)

Absences = Iterable[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class DueDays:
    """The days by which self-assessment, validation and talk are due."""

    self_assessment: date
    validation: date
    talk: date


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return month_of(month + timedelta(days=32))


def previous_month(month: date) -> date:
    return month_of(month - DAY)


def opening_day(month: date, workdays_before_end: int, country: str) -> date:
    """The first of the last `workdays_before_end` working days of `month`.

    A month with fewer working days opens on its first one. A month that is nothing but holidays
    counts its Mondays to Fridays.
    """
    last = next_month(month) - DAY
    days = workdays(month, last, country) or workdays(month, last, "")
    return days[-workdays_before_end:][0]


def opening_time(
    month: date, workdays_before_end: int, zone: str | tzinfo, country: str
) -> datetime:
    """When `month` opens: at 9:00 in `zone`, the zone of the manager."""
    day = opening_day(month, workdays_before_end, country)
    return local_datetime(day, OPENING_HOUR, zone)


def current_month(
    now: datetime, workdays_before_end: int, zone: str | tzinfo, country: str
) -> date:
    """The latest month that has opened by `now`."""
    month = month_of(today_in(zone, now))
    if now >= opening_time(month, workdays_before_end, zone, country):
        return month
    return previous_month(month)


def due_days(opened_on: date, country: str, absences: Absences = ()) -> DueDays:
    """The due days of a month opened on `opened_on`: 5, 8 and 11 working days later.

    Days on which the engineer is away (`absences`: pairs of first and last day) do not count.
    """
    spans = list(absences)
    return DueDays(
        self_assessment=_workdays_later(opened_on, SELF_WORKDAYS, country, spans),
        validation=_workdays_later(opened_on, VALIDATION_WORKDAYS, country, spans),
        talk=_workdays_later(opened_on, TALK_WORKDAYS, country, spans),
    )


def is_away_all_month(month: date, country: str, absences: Absences) -> bool:
    """Whether the engineer is away on every working day of `month`."""
    spans = list(absences)
    days = workdays(month, next_month(month) - DAY, country)
    return bool(days) and all(_is_away(day, spans) for day in days)


def is_excused(due: DueDays, next_opening: date, month: date, country: str, absences) -> bool:
    """Whether absences leave no time for `month`.

    The engineer is away all month, or so long that the self-assessment would be due only once the
    next month has opened.
    """
    return due.self_assessment >= next_opening or is_away_all_month(month, country, absences)


def reminder_day(due_on: date, country: str) -> date:
    """The day on which people are reminded: the last working day before `due_on`."""
    day = due_on - DAY
    while not is_workday(day, country) and due_on - day < FORTNIGHT:
        day -= DAY
    return day


def _workdays_later(day: date, count: int, country: str, absences: list) -> date:
    furthest = day + FURTHEST  # an endless absence
    while count and day < furthest:
        day += DAY
        if is_workday(day, country) and not _is_away(day, absences):
            count -= 1
    return day


def _is_away(day: date, absences: list) -> bool:
    return any(first <= day <= last for first, last in absences)
