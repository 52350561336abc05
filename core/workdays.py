"""Working days of a country, when a cycle is due, and who is away for most of it.

The `holidays` package knows weekends and national holidays; regional ones do not count, because a
pool spans regions. An empty country code means Monday to Friday without holidays.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache

import holidays
from holidays.registry import COUNTRIES

from core.weeks import WEEK, local_datetime, monday_of

DUE_HOUR = 17
SMALL_WORDS = {"And", "Of", "The", "Da"}


def is_workday(day: date, country: str) -> bool:
    """Whether people work on `day` in `country` (ISO code, or '' for plain Monday to Friday)."""
    if not country:
        return day.weekday() < 5
    return _calendar(country, day.year).is_working_day(day)


def workdays(first: date, last: date, country: str) -> list[date]:
    """The working days from `first` to `last`, both included."""
    days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    return [day for day in days if is_workday(day, country)]


def last_workday(first: date, last: date, country: str) -> date | None:
    """The last working day from `first` to `last`, both included; None if all are free."""
    days = workdays(first, last, country)
    return days[-1] if days else None


def due_at(monday: date, next_monday: date, zone: str | tzinfo, country: str) -> datetime:
    """When the reviews of a cycle are due: 17:00 pool time on its last working day, in UTC.

    A cycle that is nothing but holidays is due on its last Friday: nothing waits without a date.
    """
    last = last_workday(monday, next_monday - timedelta(days=1), country)
    return local_datetime(last or monday_of(next_monday) - WEEK + timedelta(days=4), DUE_HOUR, zone)


def days_away(absences: Iterable[tuple[date, date]], days: Iterable[date]) -> int:
    """How many of `days` fall into `absences` (first and last day included), each once."""
    spans = list(absences)
    return sum(any(first <= day <= last for first, last in spans) for day in days)


def is_away_for_cycle(
    absences: Iterable[tuple[date, date]], monday: date, next_monday: date, country: str
) -> bool:
    """Whether somebody is away on at least half of the working days, and so is not in the cycle.

    If the cycle is nothing but holidays, its Mondays to Fridays count.
    """
    last = next_monday - timedelta(days=1)
    days = workdays(monday, last, country) or workdays(monday, last, "")
    return 2 * days_away(absences, days) >= len(days)


@cache
def country_choices() -> list[tuple[str, str]]:
    """The countries with known holidays, as (ISO code, English name) sorted by name."""
    return [(names[1], _spelled(key)) for key, names in sorted(COUNTRIES.items())]


def _spelled(key: str) -> str:
    words = (word.capitalize() for word in key.split("_"))
    return " ".join(word.lower() if word in SMALL_WORDS else word for word in words)


@lru_cache(maxsize=512)
def _calendar(country: str, year: int) -> holidays.HolidayBase:
    """A finished calendar per year: the package's growing ones are not thread-safe.

    Raises NotImplementedError for an unknown country.
    """
    return holidays.country_holidays(country, years=year, expand=False)
