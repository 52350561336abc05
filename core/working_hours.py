"""A person's working hours in their time zone, for what can wait.

A reminder goes out in the first working hour at or after the time it is due. People who are away
get none until they return. Pure, on top of `core.workdays`.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.weeks import local_datetime, today_in
from core.workdays import is_workday

FIRST_HOUR = 9
LAST_HOUR = 17


def is_working_time(
    now: datetime,
    zone: str | ZoneInfo,
    country: str,
    absences: Iterable[tuple[date, date]] = (),
) -> bool:
    """Whether somebody in `zone` works at `now`: a working day of `country` between 9:00 and 17:00.

    `absences` are pairs of first and last day, both included.
    """
    today = today_in(zone, now)
    if not is_workday(today, country):
        return False
    if any(first <= today <= last for first, last in absences):
        return False
    return start_of_work(today, zone) <= now < local_datetime(today, LAST_HOUR, zone)


def start_of_work(day: date, zone: str | ZoneInfo) -> datetime:
    """The time at which the working hours of `day` begin in `zone`."""
    return local_datetime(day, FIRST_HOUR, zone)


def after_workdays(at: datetime, count: int, zone: str | ZoneInfo, country: str) -> datetime:
    """The start of work `count` working days after `at`; 0 gives the day of `at` itself."""
    day = today_in(zone, at)
    while count:
        day += timedelta(days=1)
        if is_workday(day, country):
            count -= 1
    return start_of_work(day, zone)


def days_later(at: datetime, days: int, zone: str | ZoneInfo) -> datetime:
    """The start of work `days` calendar days after `at`."""
    return start_of_work(today_in(zone, at) + timedelta(days=days), zone)
