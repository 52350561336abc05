"""The manager, the engineer and a stand-in act at once: one outcome, an error for the others."""

import pytest

from core.tests.concurrency import errors_of, run_together
from monthly.actions import (
    open_self_assessments,
    recall_self_assessment,
    save_validation,
    send_validation,
    take_over_validation,
)
from monthly.models import MonthlyReview, Selection
from monthly.tests.factories import NOW, validating_month
from monthly.tests.test_validations import cases_of, fill, stand_in_for
from reviews.models import Answer, Review
from reviews.states import ReviewState

pytestmark = pytest.mark.django_db(transaction=True)


def test_recall_while_the_manager_opens_has_one_outcome():
    month = validating_month()
    results = run_together(
        lambda: open_self_assessments(month, by=month.manager, now=NOW),
        lambda: recall_self_assessment(month, by=month.engineer, now=NOW),
    )
    assert len(errors_of(results)) == 1
    month = MonthlyReview.objects.get(pk=month.pk)
    assert (month.state, month.read_at is None) in [
        ("validating", False),
        ("self_assessing", True),
    ]


@pytest.mark.sweep
def test_two_tabs_of_the_manager_keep_one_text():
    month = validating_month()
    first = cases_of(month)[0]
    results = run_together(
        lambda: save_validation(first, rubric_input=fill(first), by=month.manager, now=NOW),
        lambda: save_validation(first, rubric_input=fill(first, "no"), by=month.manager, now=NOW),
    )
    assert len(errors_of(results)) == 1
    drafts = Review.objects.filter(kind="manager")
    assert drafts.count() == 1
    assert Answer.objects.filter(review=drafts.get()).values("value").distinct().count() == 1


@pytest.mark.sweep
def test_stand_in_and_manager_beginning_together_leave_one_validator():
    month = validating_month()
    first = cases_of(month)[0]
    people = (month.manager, stand_in_for(month))
    results = run_together(
        *(
            lambda person=person: save_validation(
                first, rubric_input=fill(first), by=person, now=NOW
            )
            for person in people
        )
    )
    assert len(errors_of(results)) == 1
    assert Review.objects.filter(kind="manager", state=ReviewState.DRAFT).count() == 1


@pytest.mark.sweep
def test_take_over_while_the_manager_sends_has_one_outcome():
    month = validating_month()
    person = stand_in_for(month)
    for selection in cases_of(month):
        save_validation(selection, rubric_input=fill(selection), by=month.manager, now=NOW)
    results = run_together(
        lambda: send_validation(month, by=month.manager, now=NOW),
        lambda: take_over_validation(month, by=person, now=NOW),
    )
    assert len(errors_of(results)) == 1
    state = MonthlyReview.objects.get(pk=month.pk).state
    drafts = Selection.objects.filter(monthly_review=month, manager_review=None).count()
    assert (state, drafts) in [("discussing", 0), ("validating", 2)]


@pytest.mark.sweep
def test_sending_twice_sends_once():
    month = validating_month()
    for selection in cases_of(month):
        save_validation(selection, rubric_input=fill(selection), by=month.manager, now=NOW)
    results = run_together(
        *[lambda: send_validation(month, by=month.manager, now=NOW) for _ in range(2)]
    )
    assert len(errors_of(results)) == 1
