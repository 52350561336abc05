from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.filters import FilterBar, ListFilters, Select
from core.ids import read_id


@dataclass(frozen=True)
class Filters(ListFilters):
    CHOOSES: ClassVar = ("side",)
    PLACES: ClassVar = ("before",)

    side: str = ""
    q: str = ""
    person: str = ""
    before: str = ""

    @classmethod
    def clean_person(cls, text):
        return text if read_id(text) else ""


def read(text, **defaults):
    return Filters.read(QueryDict(text), **defaults)


def test_filters_survive_their_own_link():
    filters = read("side=given&q=a+b&person=3")
    assert read(filters.link().removeprefix("?")) == filters


@pytest.mark.parametrize("text", ["person=x", "person=٣", "q=%00", "frob=1", "q=+"])
def test_read_leaves_out_what_is_invalid(text):
    assert read(text) == Filters()


def test_read_takes_a_default_for_what_is_not_set():
    assert read("q=x", side="given") == Filters(side="given", q="x")


def test_link_goes_to_the_first_page_unless_it_names_a_place():
    filters = read("q=x&before=5")
    assert filters.link() == "?q=x"
    assert filters.link(before="4") == "?q=x&before=4"
    assert Filters().link() == "?"


@pytest.mark.parametrize(
    ("text", "narrows", "cleared"),
    [
        ("", False, "?"),
        ("side=given&before=5", False, "?side=given"),
        ("side=given&q=x", True, "?side=given"),
    ],
)
def test_narrows_and_cleared_leave_the_choice_of_the_list_alone(text, narrows, cleared):
    assert (read(text).narrows, read(text).cleared()) == (narrows, cleared)


def test_chips_link_to_the_list_without_each():
    labels = {"q": "“x”", "person": "Bo"}
    assert read("q=x&person=3").chips(labels) == [("?person=3", "“x”"), ("?q=x", "Bo")]
    assert read("person=3").chips(labels) == [("?", "Bo")]


@given(st.dictionaries(st.sampled_from(["side", "q", "person", "before"]), st.text()))
def test_any_address_gives_filters_that_link(params):
    filters = Filters.read(params)
    assert read(filters.link(before=filters.before).removeprefix("?")) == filters


def test_filter_bar_counts_the_selects_that_are_set():
    selects = [Select("a", "A", [(1, "One"), (2, "Two")], "2"), Select("b", "B", [])]
    bar = FilterBar("/x/", "x", [], "Which", "Search", "Words", selects=selects)
    assert bar.chosen == 1
    assert selects[0].rows() == [(1, "One", False), (2, "Two", True)]
