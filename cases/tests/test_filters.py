import pytest
from django.http import QueryDict

from cases.filters import Filters


def read(text):
    return Filters.read(QueryDict(text))


def test_filters_survive_their_own_link():
    filters = read("scope=mine&q=a+b&status=active&priority=none&customer=3&tag=sso")
    assert read(filters.link().removeprefix("?")) == filters


@pytest.mark.parametrize(
    "text",
    ["scope=all", "status=frob", "priority=p0", "customer=x", "before=1", "after=9.9.9"],
)
def test_unknown_values_are_left_out(text):
    assert read(text) == Filters()


def test_chips_name_each_filter_and_link_without_it():
    class Pico:
        name = "Pico"

    assert read("q=x&status=active&customer=3").labelled_chips(Pico) == [
        ("?status=active&customer=3", "“x”"),
        ("?q=x&customer=3", "Active"),
        ("?q=x&status=active", "Pico"),
    ]
