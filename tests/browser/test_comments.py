"""A sent review as its two read it: threads, mentions, edit, delete, settle, recall, takeaway."""

import pytest
from django.urls import reverse

from reviews import actions
from reviews.models import Comment, Review
from reviews.states import ReviewState
from reviews.tests.factories import fill_rubric
from tests.browser import axe, chromium
from tests.browser.steps import press_on


def read(page, review):
    page.goto(reverse("review", args=[review.pk]))


def test_thread_on_a_criterion_from_comment_to_resolved(new_page, small, sign_in):
    owner = new_page()
    reviewer = new_page()
    sign_in(owner, small.owner)
    read(owner, small.sent)
    row = owner.locator(".said").first
    row.get_by_text("Comment", exact=False).first.click()
    row.get_by_role("textbox").fill("Would you have called them, @Reviewer?")
    row.get_by_role("button", name="Comment").click()
    owner.wait_for_url("**#comment-*")
    thread = Comment.objects.latest("pk")
    assert list(thread.mentions.all()) == [small.reviewer]
    sign_in(reviewer, small.reviewer)
    reviewer.goto("/")
    asked = f"wrote to you on the review of case {small.sent.case.number}"
    reviewer.locator(".todo li", has_text=asked).get_by_role("link").click()
    talk = reviewer.locator(f"#comment-{thread.pk}")
    talk.get_by_role("textbox").fill("Yes, on the first day.")
    talk.get_by_role("button", name="Reply").click()
    talk.get_by_text("Yes, on the first day.").wait_for()
    talk.get_by_role("button", name="Resolve").click()
    talk.get_by_role("button", name="Reopen").wait_for()
    assert axe.find_violations(reviewer) == []
    assert Comment.objects.get(pk=thread.pk).resolved_by == small.reviewer


@pytest.mark.sweep
def test_own_comment_is_edited_with_a_mark_and_deleted_with_a_trace(page, small, sign_in):
    sign_in(page, small.owner)
    read(page, small.sent)
    page.get_by_label("Comment on the whole review").fill("Thank you, that helped.")
    page.get_by_role("button", name="Comment", exact=True).last.click()
    mine = page.locator(f"#comment-{Comment.objects.latest('pk').pk}")
    mine.get_by_role("link", name="Edit").click()
    page.get_by_label("Comment").fill("Thank you, that helped a lot.")
    page.get_by_role("button", name="Save").click()
    mine.get_by_text("edited").wait_for()
    mine.get_by_role("link", name="Delete").click()
    assert axe.find_violations(page) == []
    page.get_by_role("button", name="Delete it").click()
    mine.get_by_text("Deleted by its author").wait_for()
    assert "helped a lot" not in page.content()


@pytest.mark.sweep
def test_talk_by_keyboard_alone_comments_answers_and_settles(page, small, sign_in):
    sign_in(page, small.owner)
    read(page, small.sent)
    press_on(page, "Comment on")  # opens the fold of the first criterion
    page.keyboard.press("Tab")
    page.keyboard.insert_text("How do you mean?")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**#comment-*")
    thread = Comment.objects.latest("pk")
    assert (thread.body, thread.criterion.position) == ("How do you mean?", 1)
    press_on(page, "Resolve")
    page.get_by_role("button", name="Reopen").wait_for()
    assert Comment.objects.filter(review=small.sent, resolved_by=small.owner).count() == 1


@pytest.mark.sweep
def test_talk_and_takeaway_without_javascript(new_page, small, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(page, small.owner)
    read(page, small.sent)
    page.get_by_label("Comment on the whole review").fill("Read it twice.")
    page.get_by_role("button", name="Comment", exact=True).last.click()
    page.get_by_text("Read it twice.").wait_for()
    page.get_by_role("button", name="Resolve").last.click()
    page.get_by_role("button", name="Reopen").wait_for()
    page.get_by_text("What I take from it").click()
    page.get_by_label("What I take from it (optional)").fill("Promise the next word.")
    page.get_by_role("button", name="Acknowledge").click()
    page.get_by_text("will see that you have read it").wait_for()
    assert page.get_by_text("Promise the next word.").is_visible()
    page.get_by_role("button", name="I used this").click()
    page.get_by_text("will see that it helped").wait_for()
    sent = Review.objects.get(pk=small.sent.pk)
    assert (sent.state, bool(sent.used_at)) == (ReviewState.ACKNOWLEDGED, True)


def send(world):
    draft = Review.objects.get(pk=world.draft.pk)
    return actions.submit_review(
        draft, rubric_input=fill_rubric(draft), by=world.reviewer, now=world.now
    )


@pytest.mark.sweep
def test_recall_brings_back_the_draft_until_it_is_opened(page, small, sign_in):
    sign_in(page, small.reviewer)
    read(page, send(small))
    page.get_by_role("link", name="Recall it").click()
    page.get_by_role("button", name="Recall it").click()
    page.get_by_text("It is a draft again").wait_for()
    read(page, review := send(small))
    page.get_by_role("link", name="Recall it").click()
    actions.open_review(review, by=small.owner, now=small.now)
    page.get_by_role("button", name="Recall it").click()
    page.get_by_text("It has already been opened").wait_for()
    assert Review.objects.get(pk=review.pk).state == ReviewState.SUBMITTED


@pytest.mark.sweep
def test_reading_and_commenting_on_a_phone(new_page, small, sign_in):
    page = new_page(viewport=chromium.PHONE, has_touch=True)
    sign_in(page, small.owner)
    read(page, small.sent)
    page.locator(".said__form summary").first.tap()
    page.get_by_role("textbox", name="Comment on").first.fill("On the train: thank you!")
    assert axe.find_overflow(page) == []
    page.locator(".said__form[open]").get_by_role("button", name="Comment").tap()
    page.get_by_text("On the train: thank you!").wait_for()
    assert axe.find_violations(page) == []
    assert axe.find_overflow(page) == []
