"""Moments at which people really write: in their own working hours, never in the future."""

from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

from core.weeks import local_datetime

MORNING, EVENING = 8, 18
DAY = timedelta(days=1)

zone_of = cache(ZoneInfo)  # the library's own cache forgets after eight


def at_work(moment, zone):
    """`moment`, or where nobody works then, the same minutes into the next working morning in `zone`."""
    local = moment.astimezone(zone_of(zone))
    if local.weekday() < 5 and MORNING <= local.hour < EVENING:
        return moment
    day = local.date() + timedelta(days=local.hour >= EVENING)
    while day.weekday() >= 5:
        day += DAY
    return local_datetime(day, MORNING, zone_of(zone)) + timedelta(
        minutes=local.minute + 7 * (local.hour % 5), seconds=local.second
    )


def between(first, last, zone, chance):
    """A moment from `first` to `last` in the working hours of `zone`; any moment where these hold no such hours."""
    for _ in range(60):
        moment = first + (last - first) * chance.random()
        if at_work(moment, zone) == moment:
            return moment
    return first + (last - first) * chance.random()


def spread(first, last, zone, chance, count):
    """`count` moments in order between `first` and `last`, never two at once."""
    moments = sorted(between(first, last, zone, chance) for _ in range(count))
    for place in range(1, count):
        moments[place] = max(moments[place], moments[place - 1] + timedelta(seconds=1))
    return moments


def next_workday(day):
    """The working day after `day`, by Monday to Friday."""
    day += DAY
    while day.weekday() >= 5:
        day += DAY
    return day


def part_of_day(moment, zone):
    hour = moment.astimezone(zone_of(zone)).hour
    return "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"


def day_name(moment, zone):
    """The weekday of `moment` in `zone`, in English whatever the machine speaks."""
    return WEEKDAYS[moment.astimezone(zone_of(zone)).weekday()]


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
