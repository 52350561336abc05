"""A session that ends while somebody writes: after signing in again every word is still there."""

import pytest
from django.conf import settings
from django.urls import reverse

from reviews.models import Answer, Comment
from tests.browser import axe, chromium

WORDS = "I would have called them on the first day.\n\nThey were waiting for a word."


def expire(page):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def sign_in_again(page, person):
    """In a new tab, as a person does: this makes the safety mark of every open form an old one."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


@pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=pytest.mark.sweep)], ids=["script", "no script"]
)
def test_comment_typed_while_the_session_ended_is_sent_after_signing_in(
    new_page, small, sign_in, script
):
    page = new_page(java_script_enabled=script)
    sign_in(page, small.owner)
    page.goto(reverse("review", args=[small.sent.pk]))
    page.get_by_label("Comment on the whole review").fill(WORDS)
    expire(page)
    page.get_by_role("button", name="Comment", exact=True).last.click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    if script:
        assert axe.find_violations(page) == []
        page.set_viewport_size(chromium.NARROW)
        assert axe.find_overflow(page) == []
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Sign in").last.click()
    sign_in_again(popup.value, small.owner)
    page.get_by_role("button", name="Send it again").click()
    if not script:
        page.get_by_role("heading", name="Please send it again").wait_for()
        page.get_by_role("button", name="Send it again").click()
    page.wait_for_url("**#comment-*")
    assert Comment.objects.latest("pk").body.replace("\r\n", "\n") == WORDS


@pytest.mark.sweep
def test_draft_goes_on_saving_itself_after_signing_in_again(new_page, small, sign_in):
    page = new_page()
    sign_in(page, small.reviewer)
    page.goto(reverse("review_edit", args=[small.draft.pk]))
    box = page.locator("[data-criterion] textarea").first
    expire(page)
    with page.expect_response("**/autosave/"):
        box.fill("Typed while signed out.")
    page.get_by_text("Not saved: you are signed out").wait_for()
    sign_in_again(page.context.new_page(), small.reviewer)
    with page.expect_response("**/autosave/"):
        box.fill("Typed while signed out, and after.")
    page.get_by_text("Draft saved at").wait_for()
    assert Answer.objects.filter(
        review=small.draft, comment="Typed while signed out, and after."
    ).exists()


@pytest.mark.sweep
def test_draft_is_sent_after_signing_in_again(new_page, small, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(page, small.reviewer)
    page.goto(reverse("review_edit", args=[small.draft.pk]))
    page.locator("[data-criterion] textarea").first.fill(WORDS)
    expire(page)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    sign_in(page, small.reviewer)
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("Draft saved.").wait_for()
    assert Answer.objects.filter(
        review=small.draft, comment__contains="waiting for a word"
    ).exists()
