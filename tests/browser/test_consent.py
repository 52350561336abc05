"""Consent to technical notes: requested on the form, answered from the notice, withdrawn."""

import pytest
from django.urls import reverse

from reviews import actions
from reviews.models import Consent, Review
from reviews.states import ConsentState
from tests.browser import axe
from tests.browser.steps import answer_all, begin

NOTES = "The index is rebuilt twice."


def ask(page, world):
    begin(page, world)
    page.get_by_label("Closing note").fill("Typed before asking.")
    page.get_by_role("button", name="Ask Owner").click()
    page.get_by_text("has not answered yet").wait_for()
    return Consent.objects.latest("pk")


def test_consent_from_question_to_notes_that_are_sent(new_page, small, sign_in):
    reviewer = new_page()
    owner = new_page()
    sign_in(reviewer, small.reviewer)
    consent = ask(reviewer, small)
    assert reviewer.get_by_label("Closing note").input_value() == "Typed before asking."
    sign_in(owner, small.owner)
    owner.goto("/")
    row = owner.locator(".todo li", has_text=consent.review.case.number)
    assert axe.find_violations(owner) == []
    row.get_by_role("button", name="Allow").click()
    owner.get_by_text("You allowed it").wait_for()
    reviewer.reload()
    reviewer.get_by_role("textbox", name="Technical notes").fill(NOTES)
    answer_all(reviewer)
    reviewer.get_by_role("button", name="Send to").click()
    reviewer.get_by_text("can read it now").wait_for()
    owner.goto(reverse("review", args=[consent.review_id]))
    assert owner.get_by_text(NOTES).is_visible()


@pytest.mark.sweep
def test_consent_taken_back_keeps_the_words_and_sends_none(new_page, small, sign_in):
    page = new_page(java_script_enabled=False)
    owner = new_page(java_script_enabled=False)
    sign_in(page, small.reviewer)
    consent = ask(page, small)
    actions.answer_consent(consent, allow=True, by=small.owner, now=small.now)
    page.reload()
    page.get_by_role("textbox", name="Technical notes").fill(NOTES)
    page.get_by_role("button", name="Save draft").click()
    sign_in(owner, small.owner)
    owner.goto(reverse("consent", args=[consent.pk]))
    owner.get_by_role("button", name="Withdraw it").click()
    owner.get_by_text("Withdrawn.").wait_for()
    page.reload()
    page.get_by_text("stay in your draft and are not sent").wait_for()
    answer_all(page)
    page.get_by_role("button", name="Save draft").click()
    assert Review.objects.get(pk=consent.review_id).technical_notes == NOTES
    page.get_by_role("button", name="Send to").click()
    page.get_by_text("can read it now").wait_for()
    assert NOTES not in page.content()
    assert Consent.objects.get(pk=consent.pk).state == ConsentState.WITHDRAWN
