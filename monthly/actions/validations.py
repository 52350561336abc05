"""The manager's answers about the two cases, saved as a draft of each and sent together.

Every action locks the monthly review first, so that a recall, a take-over and a second tab come one
after the other.
"""

from dataclasses import replace

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from monthly.errors import ValidationTakenOver, require_validating
from monthly.models import Selection
from monthly.notices import (
    SelfAssessmentSent,
    ValidationDiscarded,
    ValidationDue,
    ValidationSent,
)
from monthly.rules import acts_as_manager
from monthly.states import MonthlyState
from notifications.actions import queue, settle
from reviews.actions import (
    add_readers,
    create_review,
    end_draft,
    open_reviews,
    save_draft,
    submit_saved_review,
)
from reviews.models import Review
from reviews.rubric_input import AnswerInput
from reviews.states import ReaderWhy, ReviewKind


@transaction.atomic
def open_self_assessments(monthly_review, *, by, now):
    """Record that somebody who validates opened a self-assessment, which ends recalling.

    Raises `NotAllowed` for anyone else and in blind mode, where they stay closed until both have
    sent, and `StaleState` if they were recalled first.
    """
    locked = _lock_to_validate(monthly_review, by=by)
    if locked.is_blind:
        raise NotAllowed("In blind mode the self-assessment opens once both of you have sent.")
    _open(locked, by=by, now=now)


@transaction.atomic
def start_validation(selection, *, by, now):
    """The draft of the validation of one case; started on the first call.

    Unless it is blind, it counts as opening the self-assessments: whoever agrees has read them.
    Raises `NotAllowed` for anyone who does not act as the manager, `StaleState` if it is no longer
    time to validate, and `ValidationTakenOver` if somebody else is validating this month.
    """
    monthly_review = _lock_to_validate(selection.monthly_review, by=by)
    selections = list(_current_selections(monthly_review))
    if selection.pk not in [current.pk for current in selections]:
        raise StaleState("Another case has been chosen in its place.", monthly_review)
    for current in selections:
        if current.manager_review and current.manager_review.reviewer_id != by.pk:
            raise ValidationTakenOver(current.manager_review)
    if not monthly_review.is_blind and monthly_review.read_at is None:
        _open(monthly_review, by=by, now=now)
    [selection] = [current for current in selections if current.pk == selection.pk]
    if selection.manager_review:
        return selection.manager_review
    selection.manager_review = create_review(
        ReviewKind.MANAGER,
        case=selection.case,
        reviewer=by,
        owner=monthly_review.engineer,
        rubric_version=monthly_review.rubric_version,
        due_at=monthly_review.due_at(monthly_review.validation_due_on),
        zone=monthly_review.zone,
        country=monthly_review.country,
        by=by,
        now=now,
    )
    selection.save(update_fields=["manager_review"])
    return selection.manager_review


@transaction.atomic
def save_validation(selection, *, rubric_input, by, now, page_stays=False):
    """Save `rubric_input` (a `RubricInput`) as the draft for this case, and return the draft.

    Raises the errors of `start_validation`, and `StaleReview` with both texts if it was saved from
    another tab. `page_stays` when an open page autosaves.
    """
    review = start_validation(selection, by=by, now=now)
    save_draft(review, rubric_input=rubric_input, by=by, now=now, page_stays=page_stays)
    return review


@transaction.atomic
def agree_with_rest(selection, *, rubric_input, by, now):
    """Save `rubric_input` with the engineer's answer wherever none is chosen; returns the draft.

    Raises the errors of `save_validation`, and `NotAllowed` in blind mode.
    """
    if selection.monthly_review.is_blind:
        raise NotAllowed("In blind mode you give your own answers.")
    own_answers = dict(selection.self_review.answers.values_list("criterion", "value"))
    answers = []
    for answer in rubric_input.answers:
        if not answer.value:
            value = own_answers.get(answer.criterion_id, "")
            answer = AnswerInput(answer.criterion_id, value, answer.comment)
        answers.append(answer)
    filled_in = replace(rubric_input, answers=tuple(answers))
    return save_validation(selection, rubric_input=filled_in, by=by, now=now)


@transaction.atomic
def send_validation(monthly_review, *, by, now):
    """Send the saved answers about all cases of the month, which both then see beside each other.

    Raises `NotAllowed` for anyone who does not act as the manager, `StaleState` if it is no longer
    time to validate, `ValidationTakenOver` if somebody else is validating, and `Refused` if
    something is missing.
    """
    locked = _lock_to_validate(monthly_review, by=by)
    selections = list(_current_selections(locked))
    for selection in selections:
        if selection.manager_review is None:
            raise Refused("Answer the criteria of both cases before you send them.")
        if selection.manager_review.reviewer_id != by.pk:
            raise ValidationTakenOver(selection.manager_review)
    for selection in selections:
        submit_saved_review(selection.manager_review, by=by, now=now)
        readers = {locked.manager_id: ReaderWhy.OWNERS_MANAGER}
        readers.setdefault(by.pk, ReaderWhy.MANAGER)
        add_readers(selection.self_review, readers=readers, by=by, now=now)
    move(locked, to=MonthlyState.DISCUSSING, validated_at=now, validator=by)
    record("validation sent", locked, by=by, now=now)
    settle([SelfAssessmentSent.kind, ValidationDue.kind], locked, now=now)
    queue(ValidationSent(locked), now=now)
    return locked


@transaction.atomic
def take_over_validation(monthly_review, *, by, now):
    """Discard what somebody else has drafted, so that `by` can validate.

    Returns the person whose draft was discarded; they can read it for another 90 days. None if
    there was no such draft. Raises the errors of `send_validation`.
    """
    locked = _lock_to_validate(monthly_review, by=by)
    discarded = []
    for selection in _current_selections(locked):
        draft = selection.manager_review
        if draft is None or draft.reviewer_id == by.pk:
            continue
        selection.manager_review = None
        selection.save(update_fields=["manager_review"])
        end_draft(draft, why="taken over", by=by, now=now)
        discarded.append(draft)
    if not discarded:
        return None
    person = discarded[0].reviewer
    record("validation taken over", locked, by=by, now=now, person=person.pk)
    queue(ValidationDiscarded(discarded[0]), now=now)
    return person


def _open(monthly_review, *, by, now):
    """Record that `by` reads both self-assessments. The month is locked."""
    self_reviews = Review.objects.filter(self_selection__in=_current_selections(monthly_review))
    open_reviews(self_reviews, by=by, now=now)
    if monthly_review.read_at is None:
        monthly_review.read_at = now
        monthly_review.save(update_fields=["read_at"])
        record("self-assessments opened", monthly_review, by=by, now=now)


def _lock_to_validate(monthly_review, *, by):
    if not acts_as_manager(by, monthly_review):
        raise NotAllowed("Only the manager of this month, or their stand-in, can validate it.")
    locked = lock(monthly_review)
    require_validating(locked)
    return locked


def _current_selections(monthly_review):
    """Its cases with the drafts of the validation, locked in order."""
    selections = Selection.objects.current().filter(monthly_review=monthly_review)
    selections = selections.select_related("case", "self_review", "manager_review__reviewer")
    return selections.select_for_update(of=["self"], no_key=True).order_by("pk")
