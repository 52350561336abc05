"""Trying every id: a stranger finds nothing that the matrix forbids under any other address either.

Of people, teams and rubrics; what is between two people has a sweep of its own in `test_swaps`.
"""

from itertools import product

import pytest
from django.urls import NoReverseMatch, reverse

from casereview.tests.contributions import merged
from casereview.tests.guards.urls import our_addresses
from casereview.tests.personas.foreign import find_kind
from casereview.tests.personas.requests import send
from casereview.tests.personas.rows import ROWS

DENIED = {403, 404, 405, 409, 410}


def closed_to(persona):
    """URL names of which no row gives `persona` anything."""
    names = {row.name for row in ROWS}
    open_names = {row.name for row in ROWS if {row.get[persona], row.post[persona]} - DENIED}
    return sorted(names - open_names)


def candidates(world, part):
    """What could stand in the place of a part of an address."""
    if part == "pk":
        return [pk for pk in world.ids() if pk != world.stranger.pk]  # that page is their own
    values = merged("persona_world", "ID_CANDIDATES").get(part)
    assert values, f"say in ID_CANDIDATES of a persona_world what may stand for <{part}>"
    return values(world)


def paths(world, address):
    parts = list(address.converters)
    for values in product(*(candidates(world, part) for part in parts)):
        try:
            yield reverse(address.name, kwargs=dict(zip(parts, values, strict=True)))
        except NoReverseMatch:
            continue


CLOSED = [
    address
    for address in our_addresses()
    if address.converters and address.name in closed_to("stranger")
]
ADDRESSES = [address for address in CLOSED if not find_kind(address.route)]
BY_DEFAULT = ("pool_member_remove", "rubric_edit", "deactivate_person")


def test_what_leads_and_coordinators_do_is_among_what_is_tried():
    tried = {address.name for address in ADDRESSES}
    assert {*BY_DEFAULT, "exclusion_end", "redraw", "import_run"} <= tried


def some_by_default(addresses):
    """Three addresses; `sweep` tries them all."""
    for each in addresses:
        marks = () if each.name in BY_DEFAULT else pytest.mark.sweep
        yield pytest.param(each, marks=marks, id=each.name)


@pytest.mark.parametrize("address", list(some_by_default(ADDRESSES)))
def test_stranger_finds_nothing_under_any_id(world, address):
    tried = list(paths(world, address))
    assert tried
    for method in address.view.screen.methods:
        statuses = {path: send(world, "stranger", method.lower(), path).status for path in tried}
        assert {path: status for path, status in statuses.items() if status not in DENIED} == {}


def test_owner_finds_something_under_the_right_id(world):
    """Or the sweep would be green for asking amiss."""
    assert send(world, "owner", "get", reverse("review", args=[world.sent.pk])).status == 200
