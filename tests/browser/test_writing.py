"""Writing a review beside its case: quoting, keys, and what stays when it is sent too early."""

import pytest
from django.urls import reverse

from cases.tests.factories import CommentFactory
from reviews.models import Answer, Quotation
from tests.browser import axe, chromium

WORDS = "Can we go back if we have to?"
SELECT = """(words) => {
  const node = [...document.querySelectorAll("[data-words] p")]
    .find((p) => p.textContent.includes(words)).firstChild;
  const range = document.createRange(), start = node.data.indexOf(words);
  range.setStart(node, start);
  range.setEnd(node, start + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


SCROLLED = """() => new Promise((done) => {
  const pane = document.querySelector(".pane--case .pane__scroll");
  const look = () => (pane.scrollTop > 500 ? done() : setTimeout(look, 20));
  look();
})"""


@pytest.fixture
def draft(small):
    for number in range(8):
        CommentFactory(case=small.draft.case, body=f"We upgraded, step {number}. " + "So. " * 200)
    CommentFactory(case=small.draft.case, body=f"Nothing works. {WORDS}")
    return small.draft


def open_draft(page, draft, sign_in, size=chromium.DESKTOP):
    sign_in(page, draft.reviewer)
    page.set_viewport_size(size)
    page.goto(reverse("review_edit", args=[draft.pk]))


def turn_to(page, side):
    """As a finger does: Playwright's own click would scroll."""
    page.locator(f"[data-to={side}]").evaluate("link => link.click()")


def test_selected_words_are_quoted_by_key_and_removal_can_be_undone(page, draft, sign_in):
    open_draft(page, draft, sign_in)
    page.keyboard.press("j")
    page.evaluate(SELECT, WORDS)
    page.keyboard.press("q")
    page.locator("#toast", has_text="Quoted in 1").wait_for()
    assert page.locator("#quotes-1 blockquote").last.inner_text().strip("“”") == WORDS
    page.locator("#quotes-1 [data-unquote]").last.click()
    page.get_by_role("button", name="Undo").click()
    page.locator("#quotes-1 blockquote", has_text=WORDS).wait_for()
    assert Quotation.objects.filter(text=WORDS).count() == 1
    page.locator("#quotes-1 figcaption a").last.click()
    assert page.evaluate("document.activeElement.textContent").count(WORDS)
    assert axe.find_violations(page) == []


@pytest.mark.sweep
def test_sent_too_early_the_comment_is_saved_before_the_tab_is_closed(page, draft, sign_in):
    open_draft(page, draft, sign_in)
    page.keyboard.press("n")
    page.keyboard.press("c")
    page.keyboard.insert_text("Nobody answered the second question.")
    page.keyboard.press("Control+Enter")
    page.locator("[data-errors]").wait_for()
    assert page.get_by_text("are still open: 2, 3").is_visible()
    page.close()
    assert Answer.objects.filter(comment="Nobody answered the second question.").exists()


@pytest.mark.sweep
def test_phone_keeps_the_place_of_each_side(page, draft, sign_in):
    open_draft(page, draft, sign_in, chromium.PHONE)
    for side, place in (("case", 700), ("rubric", 400)):
        turn_to(page, side)
        page.evaluate(f"scrollTo(0, {place})")
    turn_to(page, "case")
    assert page.evaluate("scrollY") == 700
    turn_to(page, "rubric")
    assert page.evaluate("scrollY") == 400
    assert page.evaluate("document.activeElement.id") == "rubric-title"
    assert axe.find_overflow(page) == []


@pytest.mark.sweep
def test_panes_scroll_by_themselves_and_f6_changes_them(page, draft, sign_in):
    open_draft(page, draft, sign_in)
    page.keyboard.press("F6")
    page.keyboard.press("End")
    page.evaluate(SCROLLED)
    tops = "[scrollY, document.querySelector('.pane--rubric .pane__scroll').scrollTop]"
    assert page.evaluate(tops) == [0, 0]
    page.keyboard.press("F6")
    assert page.evaluate("!!document.activeElement.closest('#rubric')")


@pytest.mark.sweep
def test_single_keys_turned_off_in_the_help_do_nothing(page, draft, sign_in):
    open_draft(page, draft, sign_in)
    page.keyboard.press("?")
    page.locator("#keys").get_by_role("button", name="Turn off").click()
    page.locator("#keys [data-single-keys=off]").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    assert page.locator("[data-criterion] input:checked").count() == 0
    draft.reviewer.refresh_from_db()
    assert not draft.reviewer.single_keys


@pytest.mark.sweep
def test_document_is_a_switch_of_the_same_draft(page, draft, sign_in):
    open_draft(page, draft, sign_in)
    page.keyboard.press("y")
    page.get_by_role("button", name="Document").click()
    page.locator(".doc").wait_for()
    assert page.locator("[data-criterion] input:checked").count() == 1
    page.locator(".doc__text").nth(1).focus()
    page.keyboard.insert_text("They waited for three hours.")
    page.keyboard.press("Alt+n")
    with page.expect_response("**/autosave/"):
        page.keyboard.press("Alt+ArrowDown")
    page.goto(reverse("review_edit", args=[draft.pk]))
    assert page.locator(".doc__text").nth(1).input_value() == "They waited for three hours."
    assert axe.find_violations(page) == []
