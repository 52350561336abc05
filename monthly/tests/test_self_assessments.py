"""Starting, sending and recalling the two self-assessments of a month."""

from datetime import timedelta

import pytest

from cases.tests.factories import CaseFactory
from core.errors import NotAllowed, Refused, StaleState
from monthly.actions import (
    recall_self_assessment,
    send_self_assessment,
    start_self_assessment,
)
from monthly.models import MonthlyReview
from monthly.queries.missing import find_missing_parts
from monthly.tests.factories import (
    NOW,
    MonthlyReviewFactory,
    drawn_selection,
    own_selection,
)
from notifications.models import Notice
from reviews.actions import recall_review, save_draft
from reviews.models import Review
from reviews.tests.factories import fill_rubric

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def assessed_month(**kwargs):
    """A month whose two self-assessments are complete, but not sent."""
    monthly_review = MonthlyReviewFactory(**kwargs)
    engineer = monthly_review.engineer
    for selection in (drawn_selection(monthly_review), own_selection(monthly_review)):
        review = start_self_assessment(selection, by=engineer, now=NOW)
        save_draft(review, rubric_input=fill_rubric(review), by=engineer, now=NOW)
    return MonthlyReview.objects.get(pk=monthly_review.pk)


def sent_month(**kwargs):
    monthly_review = assessed_month(**kwargs)
    return send_self_assessment(monthly_review, by=monthly_review.engineer, now=NOW)


def test_start_makes_a_draft_on_the_frozen_rubric():
    monthly_review = MonthlyReviewFactory()
    selection = drawn_selection(monthly_review)
    review = start_self_assessment(selection, by=monthly_review.engineer, now=NOW)
    again = start_self_assessment(selection, by=monthly_review.engineer, now=NOW)
    monthly_review.refresh_from_db()
    assert (again, monthly_review.state) == (review, "self_assessing")
    assert review.due_at == monthly_review.due_at(monthly_review.self_due_on)
    assert review.rubric_version == monthly_review.rubric_version


def test_start_by_the_manager_is_forbidden():
    monthly_review = MonthlyReviewFactory()
    with pytest.raises(NotAllowed):
        start_self_assessment(drawn_selection(monthly_review), by=monthly_review.manager, now=NOW)


def test_start_of_a_replaced_case_is_refused():
    monthly_review = MonthlyReviewFactory()
    selection = drawn_selection(monthly_review, replaced_at=NOW)
    with pytest.raises(StaleState):
        start_self_assessment(selection, by=monthly_review.engineer, now=NOW)


def test_start_without_its_event_is_undone(audit_refuses):
    monthly_review = MonthlyReviewFactory()
    selection = drawn_selection(monthly_review)
    with audit_refuses():
        start_self_assessment(selection, by=monthly_review.engineer, now=NOW)
    assert not Review.objects.exists()


def test_send_locks_both_and_notifies_the_manager():
    monthly_review = sent_month()
    assert monthly_review.state == "validating"
    assert set(Review.objects.values_list("state", flat=True)) == {"submitted"}
    notices = Notice.objects.filter(kind="self_assessment_sent", channel="inbox")
    assert notices.get().recipient == monthly_review.manager
    readers = Review.objects.first().readers.values_list("user", flat=True)
    assert set(readers) == {monthly_review.engineer_id, monthly_review.manager_id}


def test_send_in_blind_mode_keeps_the_manager_out():
    sent_month(is_blind=True)
    review = Review.objects.first()
    assert [reader.user for reader in review.readers.all()] == [review.reviewer]


def test_send_with_missing_parts_is_refused_and_named():
    monthly_review = MonthlyReviewFactory()
    engineer = monthly_review.engineer
    drawn = drawn_selection(monthly_review)
    review = start_self_assessment(drawn, by=engineer, now=NOW)
    save_draft(review, rubric_input=fill_rubric(review, "no"), by=engineer, now=NOW)
    CaseFactory(owner=engineer)
    monthly_review.refresh_from_db()
    drawn.refresh_from_db()
    comments, second = find_missing_parts(monthly_review, [drawn])
    assert "comments are missing" in comments.sentence
    assert (second.selection, second.sentence) == (None, "Choose a second case.")
    with pytest.raises(Refused):
        send_self_assessment(monthly_review, by=engineer, now=NOW)


def test_send_with_one_case_is_enough_if_there_is_no_other():
    monthly_review = MonthlyReviewFactory()
    drawn = drawn_selection(monthly_review)
    review = start_self_assessment(drawn, by=monthly_review.engineer, now=NOW)
    save_draft(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)
    monthly_review.refresh_from_db()
    assert send_self_assessment(monthly_review, by=review.reviewer, now=NOW).sent_at == NOW


def test_send_by_the_manager_is_forbidden():
    monthly_review = assessed_month()
    with pytest.raises(NotAllowed):
        send_self_assessment(monthly_review, by=monthly_review.manager, now=NOW)


def test_send_twice_is_refused():
    monthly_review = sent_month()
    with pytest.raises(StaleState):
        send_self_assessment(monthly_review, by=monthly_review.engineer, now=NOW)


def test_send_without_its_event_is_undone(audit_refuses):
    monthly_review = assessed_month()
    with audit_refuses():
        send_self_assessment(monthly_review, by=monthly_review.engineer, now=NOW)
    assert set(Review.objects.values_list("state", flat=True)) == {"draft"}


def test_recall_makes_both_drafts_again():
    monthly_review = sent_month()
    monthly_review = recall_self_assessment(monthly_review, by=monthly_review.engineer, now=NOW)
    assert (monthly_review.state, monthly_review.sent_at) == ("self_assessing", None)
    assert set(Review.objects.values_list("state", flat=True)) == {"draft"}
    monthly_review = send_self_assessment(monthly_review, by=monthly_review.engineer, now=LATER)
    recall_self_assessment(monthly_review, by=monthly_review.engineer, now=LATER)
    assert Notice.objects.filter(kind="self_assessment_recalled").count() == 2


def test_recall_of_one_alone_is_forbidden():
    sent_month()
    review = Review.objects.first()
    with pytest.raises(NotAllowed):
        recall_review(review, by=review.reviewer, now=NOW)


def test_recall_by_the_manager_is_forbidden():
    monthly_review = sent_month()
    with pytest.raises(NotAllowed):
        recall_self_assessment(monthly_review, by=monthly_review.manager, now=NOW)


def test_recall_without_its_event_is_undone(audit_refuses):
    monthly_review = sent_month()
    with audit_refuses():
        recall_self_assessment(monthly_review, by=monthly_review.engineer, now=NOW)
    monthly_review.refresh_from_db()
    assert monthly_review.state == "validating"
