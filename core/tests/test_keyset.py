from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Event
from core.keyset import clean_place, page_of, place_of, read_place

START = datetime(2026, 11, 22, 9, 0, 1, 123457, tzinfo=UTC)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  the strategy adds the zone


@given(TIMES, st.integers(0, 2**63 - 1))
def test_place_is_read_back_to_the_microsecond(time, pk):
    row = SimpleNamespace(at=time, pk=pk)
    assert read_place(place_of(row, "at")) == (time, pk)
    assert clean_place(place_of(row, "at"))


@given(st.text())
def test_place_of_any_text_is_read_or_none(text):
    assert read_place(text) is None or len(read_place(text)) == 2


@pytest.fixture
def events(db):
    """Nine, three of each second, so that the primary key must decide."""
    Event.objects.bulk_create(
        Event(
            actor_id=1,
            verb="x",
            subject_label="a.b",
            subject_id=1,
            at=START + timedelta(seconds=n // 3),
        )
        for n in range(9)
    )
    return list(Event.objects.order_by("-at", "-pk"))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 9, 10])
def test_page_of_walked_down_and_up_again_shows_every_row_once(events, size):
    rows = Event.objects.all()
    page = page_of(rows, by="at", size=size)
    assert not page.newer
    down = [page]
    while page.older:
        page = page_of(rows, by="at", size=size, before=page.older)
        down.append(page)
    assert [row for page in down for row in page.rows] == events
    while page.newer:
        page = page_of(rows, by="at", size=size, after=page.newer)
    assert page.rows == events[: len(page.rows)]


def test_page_of_an_empty_list_has_no_neighbours(db):
    page = page_of(
        Event.objects.none(),
        by="at",
        size=2,
        before=place_of(SimpleNamespace(at=START, pk=1), "at"),
    )
    assert (page.rows, page.newer, page.older) == ([], "", "")
