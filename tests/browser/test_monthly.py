"""A month as engineer and manager: two cases, self-assessment, validation, talk, next month."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.tests.factories import CaseFactory
from monthly.actions import open_month
from monthly.models import MonthlyReview, NextStep
from monthly.schedule import next_month
from people.models import User
from tests.browser import axe
from tests.browser.steps import answer_all

STEP = "Write the summary before you press Solve"


def prepare(world, *, is_blind=False):
    """The engineer has another case to choose from."""
    month = world.month_selecting
    CaseFactory(owner=month.engineer, subject="Exports time out at midnight")
    MonthlyReview.objects.filter(pk=month.pk).update(is_blind=is_blind)
    return month


def choose_second_case(page):
    page.goto("/monthly/")
    page.get_by_role("link", name="Choose a case").click()
    page.get_by_role("link", name="Choose this").filter(has_text="Exports").click()
    page.get_by_label("Why").fill("I would like to know where you would have turned.")
    page.get_by_role("button", name="Choose this case").click()


def assess_by_keyboard(page):
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/edit/")
    page.keyboard.press("j")
    for _ in range(8):
        page.keyboard.press("y")
        page.keyboard.press("j")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/monthly/**")


def assess(page):
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/edit/")
    answer_all(page)
    page.get_by_role("button", name="Save and go back").click()


def open_validation(page, month):
    page.goto("/monthly/team/")
    case = month.selections.get(kind="drawn").case_id
    page.locator(f"a[href='{reverse('monthly_validate', args=[month.pk, case])}']").first.click()
    page.wait_for_url("**/validate/**")


def validate_by_keyboard(page):
    """Agree with all of the first case; differ once in the second."""
    page.keyboard.press("j")
    for _ in range(8):
        page.keyboard.press("a")
        page.keyboard.press("j")
    page.keyboard.press("Control+Enter")
    page.locator("button[aria-pressed=true]", has_text="Case 2").wait_for()
    page.wait_for_load_state()  # its keys are those of a script
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.locator("textarea[name^=comment_]").first.fill("The first reply asks for logs.")
    page.get_by_role("button", name="Agree with the other").click()
    page.get_by_role("button", name="Send to").click()
    page.get_by_text("you can talk").wait_for()


def agree_on_a_step(page):
    page.get_by_text("Add a step").click()
    form = page.locator(".addstep")
    form.get_by_label("What").fill(STEP)
    form.get_by_label("By").fill(f"{timezone.localdate() + timedelta(days=14)}")
    page.get_by_role("button", name="Add the step").click()
    page.locator("#next-steps").get_by_text(STEP).first.wait_for()


def mark_done(page, month):
    page.goto(reverse("monthly_review", args=[month.pk]))
    page.get_by_role("button", name="Mark as done").click()


def open_next_month(month):
    return open_month(
        month.engineer,
        month=next_month(month.month),
        manager=month.manager,
        team=month.team,
        opened_on=next_month(month.month).replace(day=24),
        by=User.objects.system(),
        now=month.opened_at.replace(day=24),
    )


def test_month_from_two_cases_to_next_steps(new_page, small, sign_in):
    month = prepare(small)
    engineer = new_page()
    sign_in(engineer, month.engineer)
    choose_second_case(engineer)
    assess_by_keyboard(engineer)
    assess(engineer)
    engineer.get_by_role("button", name="Send to").click()
    engineer.get_by_role("button", name="Recall").wait_for()
    manager = new_page()
    sign_in(manager, month.manager)
    open_validation(manager, month)
    assert axe.find_violations(manager) == []
    validate_by_keyboard(manager)
    assert axe.find_violations(manager) == []
    agree_on_a_step(manager)
    mark_done(manager, month)
    mark_done(engineer, month)
    assert MonthlyReview.objects.get(pk=month.pk).state == "done"
    assert NextStep.objects.filter(monthly_review=month, text=STEP).exists()


@pytest.mark.sweep
def test_month_without_javascript_works_to_the_end(new_page, small, sign_in):
    month = prepare(small)
    page = new_page(java_script_enabled=False)
    sign_in(page, month.engineer)
    choose_second_case(page)
    assess(page)
    assess(page)
    page.get_by_role("button", name="Send to").click()
    sign_in(page, month.manager)
    open_validation(page, month)
    page.get_by_role("button", name="Agree with the other").click()
    page.get_by_role("button", name="Next case").click()
    page.get_by_role("button", name="Agree with the other").click()
    page.get_by_role("button", name="Send to").click()
    page.get_by_text("you can talk").wait_for()
    mark_done_without_words(page, month)
    sign_in(page, month.engineer)
    mark_done_without_words(page, month)
    assert MonthlyReview.objects.get(pk=month.pk).state == "done"


def mark_done_without_words(page, month):
    page.goto(reverse("monthly_review", args=[month.pk]))
    page.get_by_role("button", name="We talked, nothing to add").click()


@pytest.mark.sweep
def test_blind_month_shows_both_answers_only_once_both_have_sent(new_page, small, sign_in):
    month = prepare(small, is_blind=True)
    engineer = new_page()
    sign_in(engineer, month.engineer)
    choose_second_case(engineer)
    assess(engineer)
    assess(engineer)
    engineer.get_by_role("button", name="Send to").click()
    manager = new_page()
    sign_in(manager, month.manager)
    open_validation(manager, month)
    assert manager.locator(".theirs").count() == 0
    answer_all(manager)
    manager.get_by_role("button", name="Next case").click()
    manager.wait_for_url("**/validate/**")
    answer_all(manager)
    manager.get_by_role("button", name="Send to").click()
    manager.get_by_text("answered all").wait_for()
    engineer.goto(reverse("monthly_review", args=[month.pk]))
    assert engineer.get_by_text("answered all").is_visible()


@pytest.mark.sweep
def test_next_month_asks_what_became_of_the_steps(page, small, sign_in):
    month = small.month_discussing
    following = open_next_month(small.month_assessing)
    assert following.state in ("selecting", "excused")
    sign_in(page, month.engineer)
    page.goto("/monthly/")
    page.get_by_text(small.next_step.text).first.wait_for()
