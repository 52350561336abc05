import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.dates import guess_day_first, read_datetime

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20T09:00:00Z",
        "2026-11-20 09:00:00",
        "2026-11-20 09:00",
        "2026-11-20T10:00:00+01:00",
        "2026-11-20 10:00:00 +0100",
        "2026-11-20 09:00:00 UTC",
        "2026/11/20 09:00",
        "20.11.2026 09:00",
        "20.11.26 09:00",
        "20/11/2026, 9:00 AM",
        "20 Nov 2026 09:00",
        "Nov 20, 2026 9:00 am",
        "November 20, 2026 09:00:00",
        "Fri, 20 Nov 2026 09:00:00 +0000",
        "1795165200",
        "1795165200000",
        "20/Nov/26 9:00 AM",
        "November 20, 2026 at 9:00 AM",
        "2026-11-20 04:00:00 EST",
        "Nov 20, 2026 10:00 AM CET",
        "20/11/2026 5:00 PM +0800",
        "46346.375",
    ],
)
def test_moment_is_read_in_every_usual_form(text):
    assert read_datetime(text) == NINE


def test_moment_month_first_is_read_where_the_file_has_it():
    assert read_datetime("11/20/2026 09:00", day_first=False) == NINE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday-ish",
        "2026-13-01",
        "31.02.2026",
        "0001-01-01T00:00:00+14:00",
        "99999",
        "2026-11-20 09:00 IST",
        "9999-12-31",
    ],
)
def test_moment_that_is_none_raises(text):
    with pytest.raises(ValueError, match=".*"):
        read_datetime(text)


@given(
    st.text(max_size=30)
    | st.from_regex(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4} ?\d{0,2}:?\d{0,2} ?[ap]?m?", fullmatch=True)
)
def test_moment_of_any_text_is_utc_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert read_datetime(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], True),
        (["2026-01-01"], True),
        (["13/01/2026"], True),
        (["01/13/2026"], False),
        (["01/02/2026"], None),
    ],
)
def test_day_first_guess(texts, expected):
    assert guess_day_first(texts) is expected
