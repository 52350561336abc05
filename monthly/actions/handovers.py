from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, StaleState
from monthly.models import Selection
from monthly.notices import ManagerChanged, SelfAssessmentSent, ValidationDue
from monthly.rules import can_move
from monthly.states import BEFORE_SHARED, MonthlyState
from notifications.actions import queue, settle
from reviews.actions import end_draft, replace_reader
from reviews.states import ReaderWhy, ReviewState


@transaction.atomic
def move_to_manager(monthly_review, *, manager, by, now):
    """Give a month to the new primary manager of its engineer, until the validation is sent.

    The old manager can no longer read the self-assessments, and their draft is discarded. A draft
    of the new manager, who may have stood in, stays. All three get a notice. Raises `NotAllowed`
    for anyone but the sweep, and `StaleState` once the validation is sent or if it is theirs
    already.
    """
    if not can_move(by):
        raise NotAllowed("Months move when the main manager of an engineer changes.")
    monthly_review = lock(monthly_review)
    old = monthly_review.manager
    if monthly_review.state not in BEFORE_SHARED or old == manager:
        raise StaleState("This month can no longer move to another manager.", monthly_review)
    monthly_review.manager = manager
    monthly_review.save(update_fields=["manager"])
    _pass_on_reviews(monthly_review, old, by=by, now=now)
    settle([SelfAssessmentSent.kind, ValidationDue.kind], monthly_review, now=now)
    record("manager changed", monthly_review, by=by, now=now, old=old.pk, new=manager.pk)
    queue(ManagerChanged(monthly_review, old=old, at=now), now=now)
    if monthly_review.state == MonthlyState.VALIDATING:
        queue(SelfAssessmentSent(monthly_review), now=now)
    return monthly_review


def _pass_on_reviews(monthly_review, old, *, by, now):
    selections = Selection.objects.filter(monthly_review=monthly_review).order_by("pk")
    for selection in selections.select_related("self_review", "manager_review"):
        draft = selection.manager_review
        is_of_another = draft and draft.reviewer_id != monthly_review.manager_id
        if is_of_another and draft.state == ReviewState.DRAFT:
            selection.manager_review = None
            selection.save(update_fields=["manager_review"])
            end_draft(draft, why="new manager", by=by, now=now)
        if selection.self_review:
            replace_reader(
                selection.self_review,
                old=old,
                new=monthly_review.manager,
                why=ReaderWhy.OWNERS_MANAGER,
                by=by,
                now=now,
            )
