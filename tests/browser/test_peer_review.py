"""The loop as two engineers: by mouse, by keyboard alone, without JavaScript, and in two tabs."""

import pytest
from django.urls import reverse

from pairing.models import Cycle
from pairing.states import CycleState
from reviews.models import Answer, Review
from reviews.states import ReviewState
from tests.browser import axe
from tests.browser.steps import answer_all, begin, press_on

NOTE = "Thank you, I learned two things."


def review():
    """The newest one: that which the test began."""
    return Review.objects.latest("pk")


def end_earlier_cycles(world):
    """So that My week is about the one that begins."""
    Cycle.objects.filter(monday__lt=world.monday).update(state=CycleState.CLOSED)


def test_loop_by_mouse_from_my_week_to_acknowledged(new_page, small, sign_in):
    end_earlier_cycles(small)
    page = new_page()
    sign_in(page, small.reviewer)
    page.goto("/")
    page.get_by_role("link", name="Pick one of").click()
    page.get_by_role("button", name="Review this").first.click()
    answer_all(page)
    page.get_by_label("Closing note").fill(NOTE)
    page.get_by_role("button", name="Send to").click()
    page.get_by_text("can read it now").wait_for()
    other = new_page()
    sign_in(other, small.owner)
    other.goto("/")
    other.locator(".todo li", has_text=review().case.number).get_by_role("link").click()
    other.get_by_text(NOTE).wait_for()
    other.get_by_role("button", name="Acknowledge").click()
    other.get_by_text("will see that you have read it").wait_for()
    assert review().state == ReviewState.ACKNOWLEDGED


def test_draft_saves_itself_and_keeps_everything_when_sent_too_early(page, small, sign_in):
    sign_in(page, small.reviewer)
    begin(page, small)
    row = page.locator("[data-criterion]").first
    row.locator("input[value=no]").check(force=True)
    with page.expect_response("**/autosave/"):
        row.locator("textarea").fill("Two promised updates slipped.")
    page.get_by_text("Draft saved at").wait_for()
    assert review().saved_number == 1
    page.reload()
    comment = page.locator("[data-criterion] textarea").first
    assert comment.input_value() == "Two promised updates slipped."
    page.get_by_label("Closing note").fill(NOTE)
    page.get_by_role("button", name="Send to").click()
    page.locator("[data-errors]").wait_for()
    assert page.title().startswith("Error:")
    assert page.locator("[data-errors]").evaluate("box => box === document.activeElement")
    assert page.get_by_label("Closing note").input_value() == NOTE
    assert axe.find_violations(page) == []


@pytest.mark.sweep
def test_review_by_keyboard_alone_takes_fewer_than_20_keys(page, small, sign_in):
    sign_in(page, small.reviewer)
    begin(page, small)
    pressed = []

    def press(key):
        pressed.append(key)
        page.keyboard.press(key)

    press("j")
    for _ in range(7):
        press("y")
        press("j")
    press("n")
    press("c")
    page.keyboard.insert_text("Nobody could find the cause a year from now.")
    press("Control+Enter")
    page.wait_for_url(f"**/reviews/{review().pk}/")
    assert len(pressed) < 20
    assert review().state == ReviewState.SUBMITTED


@pytest.mark.sweep
def test_loop_by_keyboard_picks_a_case(page, small, sign_in):
    end_earlier_cycles(small)
    sign_in(page, small.reviewer)
    page.goto("/")
    press_on(page, "Pick one of")
    page.wait_for_url("**/reviews/for/**")
    press_on(page, "Review this")
    page.wait_for_url("**/edit/")
    assert (review().pairing_id, review().state) == (small.pairing.pk, ReviewState.DRAFT)


@pytest.mark.sweep
def test_loop_by_keyboard_opens_and_acknowledges(page, small, sign_in):
    sign_in(page, small.owner)
    page.goto(reverse("review", args=[small.sent.pk]))
    press_on(page, "Acknowledge")
    page.get_by_text("will see that you have read it").wait_for()
    assert Review.objects.get(pk=small.sent.pk).state == ReviewState.ACKNOWLEDGED


def test_loop_without_javascript_works_to_the_end(new_page, small, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(page, small.reviewer)
    begin(page, small)
    answer_all(page)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Draft saved.").wait_for()
    page.get_by_role("button", name="Send to").click()
    page.get_by_text("can read it now").wait_for()
    sign_in(page, small.owner)
    page.goto(reverse("review", args=[review().pk]))
    page.get_by_role("button", name="Acknowledge").click()
    assert review().state == ReviewState.ACKNOWLEDGED


def test_two_tabs_on_one_draft_show_both_texts_and_overwrite_nothing(new_page, small, sign_in):
    tabs = new_page(), new_page()
    for tab in tabs:
        sign_in(tab, small.reviewer)
        tab.goto(reverse("review_edit", args=[small.draft.pk]))
    for tab, text in zip(tabs, ("from the first", "from the second"), strict=True):
        tab.keyboard.press("c")
        with tab.expect_response("**/autosave/"):
            tab.locator("[data-criterion] textarea").first.fill(text)
    late = tabs[1]
    late.get_by_role("button", name="See both texts").click()
    late.get_by_text("from the first").wait_for()
    assert late.get_by_text("from the second").first.is_visible()
    assert set(Answer.objects.filter(review=small.draft).values_list("comment", flat=True)) == {
        "from the first",
        "",
    }
    late.get_by_role("button", name="Keep what I just typed").click()
    late.get_by_text("Draft saved.").wait_for()
    assert Answer.objects.filter(review=small.draft, comment="from the second").exists()
