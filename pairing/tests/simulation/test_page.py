from xml.etree import ElementTree

import pytest

from pairing.simulation import simulate
from pairing.simulation.page import METHODS, cell, render
from pairing.simulation.picture import picture


@pytest.fixture(scope="module")
def results():
    return [simulate(people, 4, 0.1, "01") for people in (5, 6)]


def test_page_has_a_table_of_every_method_for_each_size(results):
    page = render(results)
    assert all(page.count(f"\n| {name} | ") == 2 for name in METHODS.values())


def test_picture_has_a_bar_for_each_method_size_and_chart(results):
    drawn = ElementTree.fromstring(picture(results))
    assert len(drawn.findall("{*}rect")) == 2 * 2 * len(METHODS)


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("level_excess_ratio", None, "∞"),
        ("reciprocal_share", 0.0625, "6.2 %"),
        ("hard_rules_broken", 3, "3"),
    ],
)
def test_cell_reads_as_people_read_it(key, value, shown):
    assert cell(key, {key: value}, "ours") == shown
