"""Every screen of the matrix, checked by axe and for overflow: WCAG 2.2 AA and best practice.

One visit a screen: light at 1360 px in full, dark for contrast, then 390 and 320 px for target size
and reflow. By default the screens in `DAILY` of the apps; `sweep` visits all others, `slow` each as
every persona that gets it.
"""

import pytest
from django.urls import reverse

from casereview.tests.contributions import merged, values
from casereview.tests.personas.row import PERSONAS
from casereview.tests.personas.rows import ROWS
from people.models import User
from tests.browser import axe, chromium, shots, worlds

LOOKED_AT = (200, 403, 404, 409, 410)
DAILY = set().union(*values("screens", "DAILY"))
NO_PAGES = merged("screens", "NO_PAGES")
DOORS = (
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/nowhere/",
    "/accounts/password/reset/key/1-forged/",
)
OWN_PAGES = (
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/sessions/",
    "/accounts/logout/",
)


def first_by_default(paths):
    """The others are for `sweep`."""
    return [paths[0], *(pytest.param(path, marks=pytest.mark.sweep) for path in paths[1:])]


def marks_of(row, is_first):
    if not is_first:
        return pytest.mark.slow
    return () if str(row) in DAILY else pytest.mark.sweep


def cells():
    """Every screen and each persona that gets a page; the plainest persona of a screen first."""
    for row in ROWS:
        seen = set()
        for persona in (*PERSONAS[1:], "anonymous"):
            status = row.get[persona]
            if status in LOOKED_AT and row.name not in NO_PAGES:
                first = status not in seen and (status == 200 or 200 not in row.get.values())
                yield pytest.param(row, persona, marks=marks_of(row, first), id=f"{row}-{persona}")
                seen.add(status)


@pytest.fixture(scope="module")
def world(databases):
    """Only looked at: what a page writes when it is opened does no harm to the next."""
    return databases.use("small", worlds.small, copy=False)


@pytest.fixture(scope="module")
def one_page(browser, server):
    """The same window for every visit: what a browser has fetched once it has."""
    context = browser.new_context(base_url=server.url, **chromium.CONTEXT)
    page = context.new_page()
    page.problems = chromium.watch(page)
    yield page
    context.close()


@pytest.fixture
def visit(databases, world, one_page, sign_in):
    databases.use("small", copy=False)

    def visit(path, user=None):
        one_page.context.clear_cookies()
        one_page.set_viewport_size(chromium.DESKTOP)
        if user:
            sign_in(one_page, user)
        one_page.goto(path)
        return one_page

    yield visit
    assert one_page.problems == []


def judge(page):
    page.emulate_media(color_scheme="light")
    assert page.problems == []
    violations = {"light": axe.find_violations(page)}
    page.emulate_media(color_scheme="dark")
    violations["dark"] = axe.find_violations(page, "color-contrast")
    for size in (chromium.PHONE, chromium.NARROW):
        page.set_viewport_size(size)
        small_targets = axe.find_violations(page, "target-size")
        violations[f"{size['width']} px"] = small_targets + axe.find_overflow(page)
    return {where: faults for where, faults in violations.items() if faults}


@pytest.mark.parametrize(("row", "persona"), list(cells()))
def test_screen_is_accessible(world, visit, row, persona):
    path = reverse(row.name, kwargs=row.kwargs(world))
    assert judge(visit(path, getattr(world, persona, None))) == {}


@pytest.mark.parametrize("path", first_by_default(DOORS))
def test_door_is_accessible(visit, path):
    assert judge(visit(path)) == {}


@pytest.mark.parametrize("path", first_by_default(OWN_PAGES))
def test_page_of_ones_account_is_accessible(world, visit, path):
    assert judge(visit(path, world.owner)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("login", shots.LOGINS)
def test_demo_is_accessible(databases, new_page, sign_in, login):
    """Longer texts, more rows and more states than the matrix has."""
    databases.use("demo", worlds.demo)
    places = shots.find_places()
    page = new_page()
    faults = {}
    sign_in(page, User.objects.get(email=f"{login}@support.example"))
    page.problems = []
    for name in shots.places_of("everybody") + shots.places_of(login):
        path = places.get(name, name)
        page.set_viewport_size(chromium.DESKTOP)
        page.goto(path() if callable(path) else path)
        faults[name] = {} if name.startswith("/admin/") else judge(page)
    assert {name: violations for name, violations in faults.items() if violations} == {}
