"""Times at which people write: in their own working hours, never in the future."""

from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

from core.weeks import local_datetime

MORNING = 8
EVENING = 18
DAY = timedelta(days=1)

zone_of = cache(ZoneInfo)  # the library's own cache forgets after eight


def at_work(moment, zone):
    """`moment` if it is in working hours of `zone`, otherwise a time in the next morning."""
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
    """A time between the two in working hours of `zone`, or any time if there are none."""
    for _ in range(60):
        moment = first + (last - first) * chance.random()
        if at_work(moment, zone) == moment:
            return moment
    return first + (last - first) * chance.random()


def spread(first, last, zone, chance, count):
    """`count` times in order between `first` and `last`, all different."""
    moments = sorted(between(first, last, zone, chance) for _ in range(count))
    for place in range(1, count):
        moments[place] = max(moments[place], moments[place - 1] + timedelta(seconds=1))
    return moments


def next_workday(day):
    """The next day from Monday to Friday."""
    day += DAY
    while day.weekday() >= 5:
        day += DAY
    return day


def part_of_day(moment, zone):
    hour = moment.astimezone(zone_of(zone)).hour
    if hour < 12:
        return "morning"
    return "afternoon" if hour < 17 else "evening"


def day_name(moment, zone):
    """The weekday of `moment` in `zone`, in English whatever the locale."""
    return WEEKDAYS[moment.astimezone(zone_of(zone)).weekday()]


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
