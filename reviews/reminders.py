"""When to remind whom of what: pure calendar rules on top of `core.workdays`, told in each person's own day.

A reminder is sent at the first working hour of its person at or after the moment it is due, and only if it still is.
Whoever is away is left in peace until the day they are back.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.weeks import local_moment, today_in
from core.workdays import is_workday, workdays

FIRST_HOUR, LAST_HOUR = 9, 17


def is_working_moment(now: datetime, zone: str | ZoneInfo, country: str, absences=()) -> bool:
    """Whether a person in `zone` is at work: a working day of `country`, 9:00 to 17:00, in none of the `absences`."""
    today = today_in(zone, now)
    if not is_workday(today, country) or any(first <= today <= last for first, last in absences):
        return False
    return local_moment(today, FIRST_HOUR, zone) <= now < local_moment(today, LAST_HOUR, zone)


def after_workdays(at: datetime, count: int, zone: str | ZoneInfo, country: str) -> datetime:
    """The moment `count` working days after `at`: the start of that working day for a person in `zone`."""
    day = today_in(zone, at)
    while count:
        day += timedelta(days=1)
        count -= is_workday(day, country)
    return local_moment(day, FIRST_HOUR, zone)


def mid_cycle(monday: date, ends_on: date, zone: str | ZoneInfo, country: str) -> datetime:
    """The start of the middle working day of a cycle: Wednesday of an ordinary week."""
    days = _working(monday, ends_on, country)
    return local_moment(days[len(days) // 2], FIRST_HOUR, zone)


def last_call(monday: date, ends_on: date, zone: str | ZoneInfo, country: str) -> datetime:
    """One working day before a cycle's last one: Thursday of an ordinary week; in a cycle of one day, that day."""
    days = _working(monday, ends_on, country)
    return local_moment(days[max(len(days) - 2, 0)], FIRST_HOUR, zone)


def days_later(at: datetime, days: int, zone: str | ZoneInfo) -> datetime:
    """The start of the working hours `days` calendar days after `at`."""
    return local_moment(today_in(zone, at) + timedelta(days=days), FIRST_HOUR, zone)


def cycle_end(ends_on: date, zone: str | ZoneInfo) -> datetime:
    """When a cycle is over: the first moment of the next one in its pool's zone."""
    return local_moment(ends_on, 0, zone)


def rule_close(ends_on: date, zone: str | ZoneInfo) -> datetime:
    """When a review that nobody acknowledged is closed by rule: 14 days after its cycle ended."""
    return local_moment(ends_on + timedelta(days=14), 0, zone).astimezone(UTC)


def _working(monday, ends_on, country):
    last = ends_on - timedelta(days=1)
    return workdays(monday, last, country) or workdays(monday, last, "")
