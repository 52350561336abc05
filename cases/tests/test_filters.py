from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cases.filters import Filters, place_of, read_place


def of(text):
    return Filters.of(QueryDict(text))


def test_filters_survive_their_own_link():
    filters = of("scope=mine&q=a+b&status=active&priority=none&customer=3&tag=sso")
    assert of(filters.link().removeprefix("?")) == filters


@pytest.mark.parametrize(
    "text",
    [
        "scope=all",
        "status=frob",
        "priority=p0",
        "customer=x",
        "customer=٣",
        "before=1",
        "after=9.9.9",
        "q=%00",
    ],
)
def test_unknown_words_are_left_out(text):
    assert of(text) == Filters()


def test_link_goes_to_the_first_page_unless_it_names_a_place():
    filters = of("q=x&before=1000.5")
    assert filters.link() == "?q=x"
    assert filters.link(after="1.1") == "?q=x&after=1.1"


def test_chips_name_each_filter_and_link_without_it():
    chips = of("q=x&status=active&customer=3").chips(SimpleNamespace(name="Pico"))
    assert chips == [
        ("?status=active&customer=3", "“x”"),
        ("?q=x&customer=3", "Active"),
        ("?q=x&status=active", "Pico"),
    ]


def test_place_is_read_back_to_the_microsecond():
    case = SimpleNamespace(updated_at=datetime(2026, 11, 22, 9, 0, 1, 123457, tzinfo=UTC), pk=7)
    assert read_place(place_of(case)) == (case.updated_at, 7)


@given(st.text(max_size=40))
def test_place_of_any_text_is_read_or_none(text):
    assert read_place(text) is None or len(read_place(text)) == 2


@given(
    st.dictionaries(
        st.sampled_from(["scope", "q", "status", "customer", "tag", "before", "after"]),
        st.text(max_size=30),
    )
)
def test_any_address_gives_filters_that_link(params):
    assert Filters.of(params).link().startswith("?")
