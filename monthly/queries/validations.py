"""What the page to validate a case shows: the criteria, the engineer's answers and the case."""

from dataclasses import dataclass

from django.utils import timezone

from core.weeks import today_in
from monthly.models import MonthlyReview, Selection
from reviews.kinds import kind_of
from reviews.models import Answer, Review
from reviews.queries import criteria_of, criteria_with_answers, find_missing, form_conversation
from reviews.states import ReviewKind


@dataclass(frozen=True, slots=True)
class Position:
    """Where a case stands among those of the month: `number` of `count`, and its neighbours."""

    number: int
    count: int
    selections: tuple
    next: Selection | None


def managed_months(user):
    """The monthly reviews in which `user` acts as the manager, with what their pages show."""
    months = MonthlyReview.objects.managed_by(user)
    return months.select_related("engineer", "manager", "validator", "rubric_version__rubric")


def list_selections(monthly_review):
    """Its current cases in order, with the drafts of the validation."""
    selections = Selection.objects.current().filter(monthly_review=monthly_review)
    selections = selections.select_related(
        "case__customer", "case__owner", "self_review", "manager_review__reviewer"
    )
    selections = list(selections)
    for selection in selections:
        selection.monthly_review = monthly_review
    return selections


def find_other_draft(selections, user):
    """The draft of somebody else who has begun to validate, or None."""
    for selection in selections:
        draft = selection.manager_review
        if draft and draft.reviewer_id != user.pk:
            return draft
    return None


def get_draft(selection, user):
    """The draft about one case; an unsaved one until something is saved."""
    monthly_review = selection.monthly_review
    review = selection.manager_review or Review(
        kind=ReviewKind.MANAGER,
        reviewer=user,
        due_at=monthly_review.due_at(monthly_review.validation_due_on),
        zone=monthly_review.zone,
        country=monthly_review.country,
    )
    review.case = selection.case
    review.owner = monthly_review.engineer
    review.rubric_version = monthly_review.rubric_version
    return review


def list_criteria(review, selection):
    """The criteria with the saved `answer` to each and, unless it is blind, the engineer's `own`.

    In blind mode the engineer's answers are not even read from the database.
    """
    criteria = criteria_with_answers(review) if review.pk else criteria_of(review)
    if selection.monthly_review.is_blind:
        return criteria
    answers = Answer.objects.filter(review=selection.self_review_id)
    own_answers = {answer.criterion_id: answer for answer in answers}
    for criterion in criteria:
        criterion.own = own_answers[criterion.pk]
    return criteria


def find_position(selection, selections):
    index = [current.pk for current in selections].index(selection.pk)
    following = selections[index + 1] if index + 1 < len(selections) else None
    return Position(index + 1, len(selections), tuple(selections), following)


def validation_page(review, selection, selections, criteria, now):
    """What the page shows in addition to its form."""
    monthly_review = selection.monthly_review
    conversation = form_conversation(review, criteria)
    return {
        "month": monthly_review,
        "engineer": monthly_review.engineer,
        "selection": selection,
        "position": find_position(selection, selections),
        "review": review,
        "kind": kind_of(review),
        "criteria": criteria,
        "conversation": conversation,
        "message_count": conversation["count"],
        "has_internal": conversation.get("has_internal"),
        "is_late": monthly_review.validation_due_on < today_in(monthly_review.zone, now),
        "sent_at": monthly_review.sent_at and timezone.localtime(monthly_review.sent_at),
    }


def find_incomplete(selections, current):
    """The first case whose validation lacks something, `current` before the others; or None."""
    ordered = sorted(selections, key=lambda selection: selection.pk != current.pk)
    for selection in ordered:
        if selection.manager_review is None or find_missing(selection.manager_review):
            return selection
    return None
