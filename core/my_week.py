"""What apps contribute to My week besides `core.work_items`."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core.weeks import monday_of


@dataclass(frozen=True)
class Card:
    """A card in the side column. Its template reads `context` as `card`."""

    template: str
    context: dict
    order: int = 50


@dataclass(frozen=True)
class Hero:
    """The main card of My week. Its template reads `context` as `hero`.

    `is_fallback`: shown only if no app has a real one, such as "You are not in a pool yet".
    `is_open`: there is still something to do, so whatever else waits comes on top of it.
    `url`: where its main button leads; the row with the same address is not repeated below.
    `order`: the lower ones come first.
    `subtitle` and `monday`: what it is about, such as a pool and its cycle, below the page's title.
    """

    template: str
    context: dict = field(default_factory=dict)
    subtitle: str = ""
    monday: date | None = None
    url: str = ""
    is_open: bool = False
    is_fallback: bool = False
    order: int = 0


@dataclass(frozen=True, order=True)
class Happening:
    """Something that happened to a person's own work, with the page that shows it."""

    at: datetime
    icon: str
    text: str
    url: str


def start_of_week(now):
    """Monday, 0:00, in the reader's zone."""
    monday = monday_of(timezone.localdate(now))
    return timezone.make_aware(datetime.combine(monday, time.min))


def happenings_since(now):
    """The start of the week; on a Monday that of the week before, or the list would be empty."""
    return start_of_week(now - timedelta(days=1))
