"""Administration, checked by axe and for overflow, under the strict policy.

Quick: one page of each sort. `slow`: every page of every model.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from audit.admin import ActionAdmin
from casereview.tests.admin_models import MAKE, registered
from people.models import User
from people.tests.factories import UserFactory
from tests.browser import axe, chromium

SORTS = {  # a page of each sort: model, page
    "list": ("people.user", "changelist"),
    "form": ("people.organisation", "change"),
    "timeline": ("notifications.notice", "change"),
}


@pytest.fixture(scope="module")
def rows(databases):
    """The key of one row of every model; the person is the admin who looks."""

    def build():
        made = {label: make(1) for label, make in MAKE.items()}
        made["people.user"] = UserFactory(name="Sue Admin", superuser=True)
        return {label: row.pk for label, row in made.items()}

    return databases.use("administration", build, copy=False)


@pytest.fixture
def page(browser, server, sign_in, databases, rows):
    databases.use("administration", copy=False)
    context = browser.new_context(base_url=server.url, **chromium.CONTEXT)
    page = context.new_page()
    page.problems = chromium.watch(page)
    sign_in(page, User.objects.get(pk=rows["people.user"]))
    yield page
    context.close()


def judge(page, path):
    """Its links fade between colours, so that each scheme is loaded and not switched to.

    What axe itself does to a page is no fault of the page: problems are read before it.
    """
    found = {}
    for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
        page.problems.clear()
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(chromium.DESKTOP)
        page.goto(path)
        found[scheme] = [*page.problems, *axe.find_violations(page, *rules)]
    page.set_viewport_size(chromium.PHONE)
    found["phone"] = axe.find_violations(page, "target-size") + axe.find_overflow(page)
    return {where: faults for where, faults in found.items() if faults}


def address(label, page, pk):
    return reverse(
        f"admin:{label.replace('.', '_')}_{page}",
        args=[pk] if page not in ("changelist", "add") else [],
    )


@pytest.mark.parametrize(
    "sort",
    [pytest.param(sort, marks=() if sort == "form" else pytest.mark.sweep) for sort in SORTS],
)
def test_page_of_each_sort_is_accessible(page, rows, sort):
    label, which = SORTS[sort]
    assert judge(page, address(label, which, rows[label])) == {}


@pytest.mark.sweep
def test_first_page_of_admin_is_accessible(page):
    assert judge(page, reverse("admin:index")) == {}


@pytest.mark.slow
@pytest.mark.parametrize("label", sorted(MAKE))
def test_every_page_of_every_model_is_accessible(page, rows, label):
    its_admin = admin.site._registry[registered()[label]]
    which = ["changelist", "change", "history"]
    if isinstance(its_admin, ActionAdmin):
        which += [name for name in ("add", "delete") if its_admin.overrides(f"{name}_row")]
    paths = [address(label, one, rows[label]) for one in which]
    assert {path: faults for path in paths if (faults := judge(page, path))} == {}


def test_page_that_asks_before_many_are_dropped_is_accessible(page):
    page.goto(reverse("admin:notifications_notice_changelist") + "?state=waiting")
    page.check("input.action-select >> nth=0")
    page.select_option("select[name=action]", "drop")
    page.click("button[name=index]")
    assert "Drop from the outbox?" in page.text_content("h1")
    assert axe.find_violations(page) + axe.find_overflow(page) == []
