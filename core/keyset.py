"""Keyset pagination for long lists: every page costs the same, and new rows shift nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from core.ids import read_id, read_number

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LATEST = 253_402_300_799_000_000  # the last second of the year 9999, in microseconds


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """`newer` and `older` are the keys of the neighbouring pages, or empty if there is none."""

    rows: list[Any]
    newer: str = ""
    older: str = ""


def page_of(rows, *, by, size, before="", after=""):
    """At most `size` of the queryset `rows`, the newest `by` (a field with a time) first.

    `before` or `after` are places from `KeysetPage` (or a checked address): the page then begins
    below, or ends above, that row. The index must cover (`by`, pk).
    """
    if after:
        newer = list(_beyond(rows, by, after, "gt").order_by(by, "pk")[: size + 1])
        shown = newer[:size][::-1]
        return _page(shown, by, has_newer=len(newer) > size, has_older=bool(shown))
    if before:
        rows = _beyond(rows, by, before, "lt")
    older = list(rows.order_by(f"-{by}", "-pk")[: size + 1])
    shown = older[:size]
    return _page(shown, by, has_newer=bool(before and shown), has_older=len(older) > size)


def place_of(row, by):
    """A row's place as one word for an address: newer rows are after it, older ones before."""
    return f"{(getattr(row, by) - EPOCH) // MICROSECOND}.{row.pk}"


def read_place(text):
    """The time and primary key that `place_of` wrote, or None."""
    time_text, _, id_text = text.partition(".")
    microseconds = read_number(time_text, LATEST)
    pk = read_id(id_text)
    if microseconds is None or pk is None:
        return None
    return EPOCH + timedelta(microseconds=microseconds), pk


def clean_place(text):
    """`text` if it is a place, else nothing."""
    return text if read_place(text) else ""


def _beyond(rows, by, place, side):
    """The rows on one side of a place. The first condition alone lets the index be used."""
    time, pk = read_place(place)
    rows = rows.filter(**{f"{by}__{side}e": time})
    return rows.filter(Q(**{f"{by}__{side}": time}) | Q(**{f"pk__{side}": pk}))


def _page(shown, by, *, has_newer, has_older):
    newer = place_of(shown[0], by) if has_newer else ""
    older = place_of(shown[-1], by) if has_older else ""
    return KeysetPage(shown, newer, older)
