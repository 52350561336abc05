"""An open inbox: new notices move nothing, a hidden tab does not poll, sign-out is shown."""

import pytest
from django.apps import apps
from django.conf import settings

from notifications.models import Notice
from tests.browser import axe, chromium

ASK = "document.querySelector('#inbox-link').dispatchEvent(new Event('seen'))"
HIDE = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true})"


def arrive(notice):
    """One more notice like this one."""
    Notice.objects.create(
        **{name: getattr(notice, name) for name in ("kind", "channel", "subject_id", "recipient")},
        **dict.fromkeys(("created_at", "not_before", "sent_at"), notice.sent_at),
        key=f"{notice.key}:again",
    )


@pytest.fixture
def inbox(page, small, sign_in):
    sign_in(page, small.owner)
    page.goto("/inbox/")
    return page


def test_news_shows_and_moves_nothing(inbox, small):
    row = inbox.locator(f"#notice-{small.notice.pk}")
    before = row.bounding_box()
    arrive(small.notice)
    inbox.evaluate(ASK)
    inbox.get_by_role("link", name="1 new").wait_for()
    assert row.bounding_box() == before
    assert axe.find_violations(inbox) == []
    inbox.get_by_role("link", name="1 new").click()
    inbox.locator(f"#notice-{Notice.objects.latest('pk').pk}").wait_for()


def test_topics_of_many_apps_fit_on_a_phone(inbox, monkeypatch):
    for label in ("cases", "files", "jobs", "rubrics"):
        monkeypatch.setattr(apps.get_app_config(label), "notices_about", f"All {label}")
    inbox.set_viewport_size(chromium.PHONE)
    inbox.reload()
    assert inbox.get_by_role("link", name="All rubrics").is_visible()
    assert axe.find_overflow(inbox) == []


@pytest.mark.sweep
def test_hidden_tab_asks_for_nothing(inbox):
    requests = []
    inbox.on(
        "request",
        lambda request: requests.append(request.url) if "/inbox/news/" in request.url else None,
    )
    inbox.evaluate(HIDE % "true")
    inbox.evaluate(ASK)
    inbox.wait_for_timeout(100)
    assert requests == []
    inbox.evaluate(HIDE % "false")
    with inbox.expect_response("**/inbox/news/*") as news:
        inbox.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert news.value.status == 204


@pytest.mark.sweep
def test_end_of_the_session_is_said_and_asked_about_no_more(inbox):
    inbox.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    inbox.evaluate(ASK)
    inbox.get_by_role("link", name="Signed out: sign in").wait_for()
    assert inbox.locator("#inbox-link").count() == 0


def test_keys_move_and_mark(inbox):
    row = inbox.locator(".post").nth(1)
    inbox.keyboard.press("j")
    inbox.keyboard.press("j")
    is_focused = "line => line === document.activeElement"
    assert row.locator(".post__line").evaluate(is_focused)
    was = row.get_attribute("data-unread")
    inbox.keyboard.press("r")
    inbox.wait_for_function(
        "was => document.querySelectorAll('.post')[1].dataset.unread !== was", arg=was
    )
    assert row.locator(".post__line").evaluate(is_focused)
