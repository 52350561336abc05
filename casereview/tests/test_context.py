import pytest

from casereview import navigation
from casereview.navigation import build_navigation, current_entry
from casereview.tests.guards.urls import our_addresses
from core.app_config import NavigationEntry
from people.models import User

ANA = User(email="ana@example.com")


@pytest.mark.parametrize(
    ("path", "section", "page"),
    [
        ("/", "My week", "My week"),
        ("/reviews/7/", "Reviews", "Given and received"),
        ("/draws/a/", "Reviews", "Draws"),
        ("/swaps/7/", "Reviews", "Draws"),
        ("/pools/a/", "Reviews", "Pools"),
        ("/rubrics/", "Reviews", "Rubrics"),
        ("/customers/3/", "Cases", "Cases"),
        ("/teams/", "People", "People"),
    ],
)
def test_address_marks_its_section_and_its_page(path, section, page):
    links = build_navigation(ANA, path)
    assert [link.label for link in links.bar if link.is_current] == [section]
    assert [link.label for link in links.row if link.is_current] == [page] * bool(links.row)


NO_SECTION = {
    "setup/": "before anything is there",
    "configured/": "about the server",
    "developer/": "about the server",
    "me/": "about the reader",
    "inbox/": "about the reader",
    "files/": "a download",
    "jobs/": "the section of the page that started the job",
}


def is_page(address):
    screen = getattr(address.view, "screen", None)
    return screen and "GET" in screen.methods and not screen.public and not screen.passive


def test_every_page_is_in_a_section_or_has_a_reason():
    routes = [address.route for address in our_addresses() if is_page(address)]
    outside = [route for route in routes if not current_entry(f"/{route}")]
    assert [route for route in outside if not route.startswith(tuple(NO_SECTION))] == []


def test_address_of_no_section_marks_none_and_has_no_row():
    links = build_navigation(ANA, "/me/")
    assert not any(link.is_current for link in links.bar)
    assert links.row == []


@pytest.mark.parametrize("more", [[], ["Stones"]], ids=["one page", "two pages"])
def test_section_has_a_row_if_it_has_several_pages(monkeypatch, more):
    labels = ["Gems", *more]
    entries = [NavigationEntry("Gems", label, "inbox", (f"/{label}/",)) for label in labels]
    monkeypatch.setattr(navigation, "sections", lambda: [("Gems", entries)])
    row = build_navigation(ANA, "/Gems/").row
    assert [(link.label, link.is_current) for link in row] == [
        (label, label == "Gems") for label in labels if more
    ]


def test_section_without_a_visible_entry_is_not_in_the_bar(monkeypatch):
    entries = [NavigationEntry("Gems", "Gems", "inbox", ("/gems/",), visible=lambda user: False)]
    monkeypatch.setattr(navigation, "sections", lambda: [("Gems", entries)])
    assert build_navigation(ANA, "/gems/").bar == []
