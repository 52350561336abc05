"""The engineer assesses both cases, and sends the two together.

Each action locks the monthly review first, then the selections, then the reviews.
"""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from monthly.models import Selection
from monthly.notices import (
    CaseRedrawn,
    MonthOpened,
    SelfAssessmentRecalled,
    SelfAssessmentSent,
    SelfDue,
    ValidationDue,
)
from monthly.queries.missing import find_missing_parts
from monthly.rules import can_recall, is_engineer
from monthly.states import WITH_ENGINEER, MonthlyState
from notifications.actions import queue, settle
from reviews.actions import create_review, recall_review, submit_saved_review
from reviews.states import ReviewKind

ASKING_ENGINEER = (MonthOpened.kind, CaseRedrawn.kind, SelfDue.kind)
ASKING_MANAGER = (SelfAssessmentSent.kind, ValidationDue.kind)


@transaction.atomic
def start_self_assessment(selection, *, by, now):
    """Start the draft about one of the two cases, or return the existing one (a double click).

    The first start moves the month from selecting to self-assessing. Raises `NotAllowed` for
    anyone but the engineer, and `StaleState` once it is sent or if the case was replaced.
    """
    monthly_review = selection.monthly_review
    if not is_engineer(by, monthly_review):
        raise NotAllowed("Only the engineer can assess their own cases.")
    monthly_review = lock(monthly_review)
    if monthly_review.state not in WITH_ENGINEER:
        raise StaleState("The self-assessment has already been sent or closed.", monthly_review)
    selection = Selection.objects.select_related("case", "self_review").get(pk=selection.pk)
    if selection.replaced_at:
        raise StaleState("Another case has replaced this one.", monthly_review)
    if selection.self_review:
        return selection.self_review
    review = create_review(
        ReviewKind.SELF,
        case=selection.case,
        reviewer=monthly_review.engineer,
        owner=monthly_review.engineer,
        rubric_version=monthly_review.rubric_version,
        due_at=monthly_review.due_at(monthly_review.self_due_on),
        zone=monthly_review.zone,
        country=monthly_review.country,
        by=by,
        now=now,
    )
    selection.self_review = review
    selection.save(update_fields=["self_review"])
    if monthly_review.state == MonthlyState.SELECTING:
        move(monthly_review, to=MonthlyState.SELF_ASSESSING)
        record("self-assessment started", monthly_review, by=by, now=now)
    return review


@transaction.atomic
def send_self_assessment(monthly_review, *, by, now):
    """Send both self-assessments as they were saved, and notify the manager.

    Raises `NotAllowed` for anyone but the engineer, `StaleState` if they were sent already, and
    `Refused` if something is missing (the page names it first: `queries.missing`).
    """
    if not is_engineer(by, monthly_review):
        raise NotAllowed("Only the engineer can send the self-assessment.")
    monthly_review = lock(monthly_review)
    if monthly_review.state not in WITH_ENGINEER:
        raise StaleState("The self-assessment has already been sent or closed.", monthly_review)
    selections = _lock_selections(monthly_review)
    missing = find_missing_parts(monthly_review, selections)
    if missing:
        raise Refused(missing[0].sentence)
    for selection in selections:
        submit_saved_review(selection.self_review, by=by, now=now)
    move(monthly_review, to=MonthlyState.VALIDATING, sent_at=now)
    record("self-assessment sent", monthly_review, by=by, now=now)
    settle(ASKING_ENGINEER, monthly_review, now=now)
    queue(SelfAssessmentSent(monthly_review), now=now)
    return monthly_review


@transaction.atomic
def recall_self_assessment(monthly_review, *, by, now):
    """Turn both self-assessments back into drafts, until somebody who validates has read one.

    Raises `NotAllowed` for anyone but the engineer, and `StaleState` once one was opened or, in
    blind mode, the validation was sent.
    """
    if not is_engineer(by, monthly_review):
        raise NotAllowed("Only the engineer can recall the self-assessment.")
    monthly_review = lock(monthly_review)
    if not can_recall(by, monthly_review):
        raise StaleState(
            "Your answers have already been opened, so you cannot recall them.", monthly_review
        )
    move(monthly_review, to=MonthlyState.SELF_ASSESSING, sent_at=None)
    for selection in _lock_selections(monthly_review):
        recall_review(selection.self_review, by=by, now=now)
    record("self-assessment recalled", monthly_review, by=by, now=now)
    settle(ASKING_MANAGER, monthly_review, now=now)
    queue(SelfAssessmentRecalled(monthly_review, now), now=now)
    return monthly_review


def _lock_selections(monthly_review):
    selections = Selection.objects.current().filter(monthly_review=monthly_review)
    selections = selections.select_related("case", "self_review__rubric_version", "monthly_review")
    return list(selections.select_for_update(of=["self"], no_key=True).order_by("kind"))
