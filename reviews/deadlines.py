"""When reminders and automatic closing are due, by each person's calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.weeks import local_datetime, today_in
from core.workdays import workdays
from core.working_hours import start_of_work


def mid_cycle(monday: date, ends_on: date, zone: str | ZoneInfo, country: str) -> datetime:
    """The start of the middle working day of a cycle: Wednesday in an ordinary week."""
    days = _working(monday, ends_on, country)
    return start_of_work(days[len(days) // 2], zone)


def last_call(monday: date, ends_on: date, zone: str | ZoneInfo, country: str) -> datetime:
    """The working day before a cycle's last one: Thursday in an ordinary week.

    If the cycle has only one working day, that day.
    """
    days = _working(monday, ends_on, country)
    return start_of_work(days[max(len(days) - 2, 0)], zone)


def cycle_end(ends_on: date, zone: str | ZoneInfo) -> datetime:
    """When a cycle is over: the start of the next one, in its pool's time zone."""
    return local_datetime(ends_on, 0, zone)


def rule_close(ends_on: date, zone: str | ZoneInfo) -> datetime:
    """When an unacknowledged review is closed automatically: 14 days after its cycle ended."""
    return local_datetime(ends_on + timedelta(days=14), 0, zone).astimezone(UTC)


def days_to_plan(cycle, zone: str | ZoneInfo, now: datetime) -> list[date]:
    """The working days after today until the review is due; once it is late, until the cycle ends.

    At most five, in the reviewer's time zone.
    """
    tomorrow = today_in(zone, now) + timedelta(days=1)
    last = cycle.ends_on - timedelta(days=1)
    if now < cycle.due_at:
        last = today_in(zone, cycle.due_at)
    return workdays(tomorrow, last, cycle.pool.country)[:5]


def _working(monday, ends_on, country):
    last = ends_on - timedelta(days=1)
    return workdays(monday, last, country) or workdays(monday, last, "")
