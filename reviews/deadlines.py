"""When reminders and automatic closing are due, by each person's calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.weeks import local_datetime, today_in
from core.workdays import DUE_HOUR, workdays
from core.working_hours import after_workdays, start_of_work

INVITED_WORKDAYS = 5


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


def invitation_due(now: datetime, zone: str | ZoneInfo, country: str) -> datetime:
    """When an invited review is due: 17:00 on the fifth working day after `now`."""
    day = today_in(zone, after_workdays(now, INVITED_WORKDAYS, zone, country))
    return local_datetime(day, DUE_HOUR, zone)


def invitation_reminder(due_at: datetime, zone: str | ZoneInfo) -> datetime:
    """The start of the working day on which an invited review is due."""
    return start_of_work(today_in(zone, due_at), zone)


def invitation_end(due_at: datetime, zone: str | ZoneInfo) -> datetime:
    """When an invitation expires, and an unread invited review is closed: after 14 days."""
    return rule_close(today_in(zone, due_at) + timedelta(days=1), zone)


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
