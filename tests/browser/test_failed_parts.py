"""A part of a page that cannot be loaded says why in its place, until it can."""

import re

import pytest

from tests.browser import axe, chromium

SEARCH = re.compile(r"/cases/\?")


@pytest.fixture
def cases(browser, server, small, sign_in):
    """The list of cases, in a browser whose console is not watched: htmx logs failures there."""
    context = browser.new_context(base_url=server.url, **chromium.CONTEXT)
    page = context.new_page()
    sign_in(page, small.owner)
    page.goto("/cases/")
    yield page
    context.close()


def search(page, words, answer=None):
    if answer:
        page.route(SEARCH, answer, times=1)
    page.fill("#q", words)


def test_part_that_does_not_come_says_why_until_it_comes(cases, small):
    why = cases.get_by_role("alert")
    search(cases, "index", lambda route: route.fulfill(status=503, body="away"))
    why.get_by_text("The database is not answering right now").wait_for()
    assert axe.find_violations(cases) == []
    search(cases, "index s", lambda route: route.abort())
    why.get_by_text("Check your connection").wait_for()
    search(
        cases,
        "index st",
        lambda route: route.fulfill(status=500, headers={"X-Request-ID": "abc123"}, body=""),
    )
    why.get_by_text("Give this to your administrator: abc123").wait_for()
    search(cases, "index stuck")
    why.wait_for(state="detached")
    assert small.case.subject in cases.content()
