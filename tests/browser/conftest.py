"""Fixtures of the browser tests: a Chromium, a live server, and a world of their own."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium, worlds
from tests.databases import Databases

HERE = Path(__file__).parent
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
WHY = (
    "there is no Chromium: apt-get install chromium, or name one in CHROMIUM"
    " (REQUIRE_BROWSER=1 fails instead)"
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if not chromium.find() and not REQUIRED:
                item.add_marker(pytest.mark.skip(reason=WHY))


@pytest.fixture(scope="package", autouse=True)
def orm_beside_playwright():
    """Playwright keeps an event loop in this thread, and Django would refuse the ORM beside one.

    Set here, not when the module loads: every conftest is loaded before the first test.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="package")
def browser(orm_beside_playwright):
    if not chromium.find():
        pytest.fail(WHY)
    with chromium.running() as browser:
        yield browser


@pytest.fixture(scope="package")
def databases(orm_beside_playwright, django_db_blocker):
    with django_db_blocker.unblock():
        databases = Databases()
        yield databases
        databases.close()


@pytest.fixture(scope="package")
def server(databases):
    server = LiveServer("localhost:0")
    yield server
    server.stop()


@pytest.fixture
def small(databases):
    """A copy of the personas' world."""
    return databases.use("small", worlds.small)


@pytest.fixture
def demo(databases):
    """The demo world, to look at."""
    return databases.use("demo", worlds.demo, copy=False)


@pytest.fixture
def empty(databases):
    """A deployment on its first day."""
    return databases.use("empty")


@pytest.fixture(scope="module")
def contexts(browser, server):
    """Browser profiles, each used again by the next test of the file: files are fetched once."""
    made = {}

    def context_of(options, number):
        key = (repr(sorted(options.items())), number)
        if key not in made:
            made[key] = browser.new_context(base_url=server.url, **{**chromium.CONTEXT, **options})
            made[key].set_default_timeout(10_000)
        return made[key]

    yield context_of
    for context in made.values():
        context.close()


@pytest.fixture
def new_page(contexts):
    """A page in a browser of its own, as on another machine; addresses are paths.

    Any problem on it fails the test.
    """
    used = {}
    problems = []

    def make(**options):
        key = repr(sorted(options.items()))
        pages = used.setdefault(key, [])
        page = contexts(options, len(pages)).new_page()
        pages.append(page)
        problems.append(chromium.watch(page))
        return page

    yield make
    for page in [page for pages in used.values() for page in pages]:
        forget(page.context)
    assert [problem for seen in problems for problem in seen] == []


def forget(context):
    """Leave nothing of a test in a browser but the files it fetched."""
    context.clear_cookies()
    for page in context.pages:
        page.close()


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def sign_in(server):
    """Begin a session as `user` in the browser of `page`, without the form."""

    def sign_in(page, user):
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server.url}]
        )

    return sign_in
