"""Weeks, cycles and local times: with `core.workdays`, all calendar arithmetic of the product.

Everything is pure: days are `datetime.date`, times are aware UTC `datetime`, "now" is passed in.
A cycle is named by its Monday. A Monday is local to the pool, so it is a date, never a time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

WEEKLY = "weekly"
BIWEEKLY = "biweekly"
STEPS = {WEEKLY: timedelta(days=7), BIWEEKLY: timedelta(days=14)}
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the ISO week that holds `day`."""
    return day - timedelta(days=day.weekday())


def is_monday(day: date) -> bool:
    return day.weekday() == 0


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar quarter that holds `day`."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class CycleSchedule:
    """When cycles begin: every `cadence` from `first_monday`, later every `changed_cadence`.

    A change never cuts a running cycle short: it takes effect on the first Monday of the old
    cadence on or after `change_on`, and the new cadence counts from that Monday.
    """

    first_monday: date
    cadence: str = WEEKLY
    change_on: date | None = None
    changed_cadence: str = ""

    def __post_init__(self):
        if not is_monday(self.first_monday):
            raise ValueError(f"{self.first_monday} is not a Monday")
        if self.cadence not in STEPS or (self.change_on and self.changed_cadence not in STEPS):
            raise ValueError("a cadence is 'weekly' or 'biweekly'")


def current_cycle(rhythm: CycleSchedule, day: date) -> date | None:
    """The Monday of the cycle that `day` lies in; None before the first one."""
    anchor, step = _anchor(rhythm, day)
    return None if day < anchor else anchor + (day - anchor) // step * step


def next_cycle(rhythm: CycleSchedule, day: date) -> date:
    """The first cycle Monday after `day`; for a cycle's own Monday, the Monday on which it ends."""
    current = current_cycle(rhythm, day)
    return rhythm.first_monday if current is None else current + _anchor(rhythm, current)[1]


def is_cycle_monday(rhythm: CycleSchedule, day: date) -> bool:
    return current_cycle(rhythm, day) == day


def local_datetime(day: date, hour: int, zone: str | tzinfo) -> datetime:
    """`hour` o'clock on `day` in `zone`, as an aware UTC datetime.

    If a clock change skips that hour (gap), the time of the change; if the hour happens twice
    (fold), the first one. So a draw at 02:00 happens once on every Monday of the year.
    """
    wall = datetime.combine(day, time(hour), tzinfo=_zone(zone))
    first = wall.astimezone(UTC)
    second = wall.replace(fold=1).astimezone(UTC)
    return first if first <= second else _time_of_change(second, first, wall.tzinfo)


def today_in(zone: str | tzinfo, now: datetime) -> date:
    """The calendar day in `zone` at `now`, an aware datetime."""
    return now.astimezone(_zone(zone)).date()


def earliest_today(now: datetime) -> date:
    """The earliest calendar day that it is anywhere at `now`.

    For queries over rows of several zones: a bound that loses none of them, before each is judged
    by `today_in` its own zone.
    """
    return (now.astimezone(UTC) - timedelta(hours=12)).date()


def zone_city(zone: str) -> str:
    """What people call a time zone: "Europe/Lisbon" is Lisbon, "America/New_York" is New York."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _anchor(rhythm: CycleSchedule, day: date) -> tuple[date, timedelta]:
    """The Monday and the step that apply on `day`: of the first cadence or of the changed one."""
    step = STEPS[rhythm.cadence]
    if rhythm.change_on is None:
        return rhythm.first_monday, step
    missing = max(rhythm.change_on - rhythm.first_monday, timedelta())
    turn = rhythm.first_monday - (-missing // step) * step
    return (turn, STEPS[rhythm.changed_cadence]) if day >= turn else (rhythm.first_monday, step)


def _time_of_change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The clock change between two times, to the second: the first one with a new UTC offset."""
    old = before.astimezone(zone).utcoffset()
    low = 0
    high = int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _zone(zone: str | tzinfo) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone
