"""Trying every id: what a stranger may not see by the matrix is not there under any other address either.

Of people, teams and rubrics; what is between two people has a sweep of its own in `test_swaps`.
"""

from itertools import product

import pytest
from django.urls import NoReverseMatch, reverse

from casereview.tests.guards.urls import our_addresses
from casereview.tests.personas.ask import send
from casereview.tests.personas.rows import ROWS
from core.weeks import WEEK
from people.tokens import token_of

DENIED = {403, 404, 405, 409, 410}


def closed_to(persona):
    """URL names of which no row gives `persona` anything."""
    names = {row.name for row in ROWS}
    open_names = {row.name for row in ROWS if {row.get[persona], row.post[persona]} - DENIED}
    return sorted(names - open_names)


def candidates(world, name):
    """What could stand in the place of a part of an address."""
    if name == "pk":
        return [
            pk for pk in world.ids() if pk != world.stranger.pk
        ]  # under their own there is their own page
    if name == "slug":
        return [world.pool.slug, world.other_pool.slug, "no-such-pool"]
    if name == "monday":
        return [world.monday - WEEK, world.monday, world.monday + WEEK]
    if name == "token":
        return [token_of(world.invitation), token_of(world.used_invitation), "1.forged", "x" * 500]
    if name == "kind":
        return ["review_received", "invitation", "no-such-kind"]
    raise AssertionError(f"say in candidates() what may stand for <{name}>")


def paths(world, address):
    parts = list(address.converters)
    for values in product(*(candidates(world, part) for part in parts)):
        try:
            yield reverse(address.name, kwargs=dict(zip(parts, values, strict=True)))
        except NoReverseMatch:
            continue


ELSEWHERE = ("reviews", "cases", "notifications")
CLOSED = [
    address
    for address in our_addresses()
    if address.converters and address.name in closed_to("stranger")
]
ADDRESSES = [address for address in CLOSED if not address.view.__module__.startswith(ELSEWHERE)]


def test_what_leads_and_coordinators_do_is_among_what_is_tried():
    assert {"pool_member_remove", "exclusion_end", "rubric_edit", "redraw"} <= {
        address.name for address in ADDRESSES
    }


def some_by_default(addresses):
    """Every third; `sweep` tries them all."""
    marks = {True: (), False: pytest.mark.sweep}
    return [
        pytest.param(each, marks=marks[number % 3 == 0], id=each.name)
        for number, each in enumerate(addresses)
    ]


@pytest.mark.parametrize("address", some_by_default(ADDRESSES))
def test_stranger_finds_nothing_under_any_id(world, address):
    tried = list(paths(world, address))
    assert tried
    for method in address.view.screen.methods:
        statuses = {path: send(world, "stranger", method.lower(), path).status for path in tried}
        assert {path: status for path, status in statuses.items() if status not in DENIED} == {}


def test_owner_finds_something_under_the_right_id(world):
    """Or the sweep would be green for asking amiss."""
    assert send(world, "owner", "get", reverse("review", args=[world.sent.pk])).status == 200
