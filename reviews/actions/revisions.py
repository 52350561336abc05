"""Changing an answer of a sent review, after a second opinion. Earlier versions stay readable."""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from notifications.actions import queue
from reviews.actions.readers import open_review
from reviews.errors import StaleAnswer
from reviews.kinds import kind_of
from reviews.models import Answer, AnswerRevision, Review
from reviews.notices import AnswerChanged, AnswerChangedShared
from reviews.queries import latest_change
from reviews.rubric_input import AnswerInput
from reviews.rules import can_change_answers
from reviews.states import SENT, OpinionState, ReviewState


@transaction.atomic
def change_answer(review, *, criterion, value, comment, opinion, version, by, now):
    """The reviewer changes one answer of a sent review, after `opinion` on it was answered.

    `version` is the review's version that the page showed. The review keeps its state. Raises
    `NotAllowed` for anyone but the reviewer and without an answered opinion, `StaleState` if the
    review was recalled, `StaleAnswer` with both texts if it was changed in the meantime, and
    `Refused` for an answer that is incomplete or the same (the form checks this first).
    """
    review = lock(review)
    answer = _require_answer(review, criterion, opinion, by)
    typed = AnswerInput(criterion.pk, value, comment.strip())
    if problem := kind_of(review).find_answer_problem(review, criterion, typed):
        raise Refused(problem)
    if review.version != version:
        raise StaleAnswer(review, answer, typed)
    if (answer.value, answer.comment) == (typed.value, typed.comment):
        raise Refused("Nothing has changed. Change the answer or its comment first.")
    AnswerRevision.objects.create(
        answer=answer,
        value=answer.value,
        comment=answer.comment,
        opinion=opinion,
        replaced_at=now,
        replaced_by=by,
    )
    Answer.objects.filter(pk=answer.pk).update(value=typed.value, comment=typed.comment)
    review.version += 1
    Review.objects.filter(pk=review.pk).update(version=review.version)
    facts = {"criterion": criterion.position, "version": review.version}
    record("answer changed", review, by=by, now=now, **facts)
    queue(AnswerChanged(review), now=now)
    queue(AnswerChangedShared(review), now=now)
    return answer


@transaction.atomic
def acknowledge_change(review, *, by, now):
    """The owner acknowledges a review again, after one of its answers was changed.

    Raises `NotAllowed` for anyone else, and `StaleState` if there is nothing new to acknowledge.
    """
    if review.owner_id != by.pk or not by.is_active:
        raise NotAllowed("Only the case owner can acknowledge a review.")
    open_review(review, by=by, now=now)
    current = Review.objects.get(pk=review.pk)
    changed_at = latest_change(current)
    is_acknowledged = current.state == ReviewState.ACKNOWLEDGED
    if not is_acknowledged or changed_at is None or changed_at <= current.acknowledged_at:
        raise StaleState("There is no change that you have not acknowledged.", review)
    Review.objects.filter(pk=review.pk).update(acknowledged_at=now)
    record("review acknowledged", review, by=by, now=now, version=current.version)


def _require_answer(review, criterion, opinion, by):
    """The answer that `by` may change after `opinion`; raises the errors of `change_answer`."""
    if not can_change_answers(by, review):
        raise NotAllowed("Only the reviewer can change an answer, and only of a peer review.")
    if review.state not in SENT:
        raise StaleState("This review is a draft again. Change the answer on its form.", review)
    is_answered = opinion is not None and opinion.state == OpinionState.ANSWERED
    if not is_answered or opinion.review_id != review.pk:
        raise NotAllowed("You can change an answer once a second opinion has been given.")
    answers = Answer.objects.select_related("criterion").filter(review=review)
    answer = answers.filter(criterion=criterion).first()
    if answer is None:
        raise Refused("That criterion belongs to another rubric.")
    return answer
