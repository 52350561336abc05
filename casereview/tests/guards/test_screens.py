"""Every view declares by `@screen` what it answers and to whom, and its address has a name."""

from django.urls import include, path

from casereview.tests.guards.urls import addresses, our_addresses
from core.screen import screen


def find_undeclared(some):
    return [address.route for address in some if not hasattr(address.view, "screen")]


def find_nameless(some):
    return [address.route for address in some if not address.name]


@screen("GET")
def declared(request):
    """A view as it should be."""


def bare(request):
    """A view that anybody could open."""


PLANTED = [path("in/", include([path("<int:pk>/", bare), path("x/", declared, name="x")]))]


def test_view_without_screen_is_found_below_an_include():
    assert find_undeclared(addresses(PLANTED)) == ["in/<int:pk>/"]


def test_address_without_name_is_found():
    assert find_nameless(addresses(PLANTED)) == ["in/<int:pk>/"]


def test_every_view_is_a_screen():
    assert find_undeclared(our_addresses()) == []


def test_every_address_has_a_name():
    assert find_nameless(our_addresses()) == []
