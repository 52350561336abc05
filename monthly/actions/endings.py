from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused
from core.transitions import move
from monthly.models import MonthlyReview, Selection
from monthly.notices import (
    CaseRedrawn,
    MarkedDone,
    MonthExcused,
    MonthIncomplete,
    MonthOpened,
    SelfAssessmentSent,
    SelfDue,
    TalkDue,
    ValidationDue,
)
from monthly.queries.missing import has_second_case
from monthly.rules import can_close, can_excuse
from monthly.states import Excuse, Missing, MonthlyState
from notifications.actions import queue, settle
from reviews.actions import end_draft
from reviews.states import ReviewState

ASKING = (CaseRedrawn, MarkedDone, MonthOpened, SelfAssessmentSent, SelfDue, TalkDue, ValidationDue)
ASKING_KINDS = [notice.kind for notice in ASKING]


@transaction.atomic
def close_incomplete(monthly_review, *, by, now):
    """Close an unfinished month because the next one has opened, and note what was missing.

    Drafts are discarded; what was sent stays readable. Raises `NotAllowed` for anyone but the
    sweep, and `StaleState` if it has ended.
    """
    if not can_close(by):
        raise NotAllowed("Months are closed by rule when the next one opens.")
    monthly_review = lock(monthly_review)
    missing = _find_missing(monthly_review)
    move(monthly_review, to=MonthlyState.INCOMPLETE, ended_at=now, missing=missing)
    _end_drafts(monthly_review, why="month closed", by=by, now=now)
    record("month closed", monthly_review, by=by, now=now, missing=[str(part) for part in missing])
    queue(MonthIncomplete(monthly_review), now=now)
    return monthly_review


@transaction.atomic
def excuse_month(monthly_review, *, excuse, note, by, now):
    """End an open month without a result. `excuse` is an `Excuse`, `note` says more, for the two.

    Drafts are discarded. Raises `NotAllowed` for anyone who does not act as the manager, `Refused`
    for another reason without a note, and `StaleState` if it has ended.
    """
    if not can_excuse(by, monthly_review):
        raise NotAllowed("Only the manager can excuse a month.")
    note = note.strip()
    if excuse == Excuse.REASON and not note:
        raise Refused("Say why. The two of you can read it.")
    return excuse_by_rule(monthly_review, excuse=excuse, note=note, by=by, now=now)


@transaction.atomic
def excuse_by_rule(monthly_review, *, excuse, by, now, note=""):
    """As `excuse_month`, for a reason in the calendar. The caller has checked permissions."""
    monthly_review = lock(monthly_review)
    changes = {"ended_at": now, "excuse": excuse, "excuse_note": note}
    move(monthly_review, to=MonthlyState.EXCUSED, **changes)
    _end_drafts(monthly_review, why="month excused", by=by, now=now)
    record("month excused", monthly_review, by=by, now=now, excuse=str(excuse))
    queue(MonthExcused(monthly_review, by=by), now=now)
    return monthly_review


@transaction.atomic
def excuse_left(engineer, *, by, now):
    """Excuse the open months of an engineer who has left; returns how many.

    The caller has checked permissions.
    """
    months = MonthlyReview.objects.open().filter(engineer=engineer).order_by("pk")
    months = list(months.select_for_update(of=["self"], no_key=True))  # skips what has just ended
    for monthly_review in months:
        excuse_by_rule(monthly_review, excuse=Excuse.LEFT, by=by, now=now)
    return len(months)


def _find_missing(monthly_review):
    """The step that the month had reached, and the second case if none was chosen."""
    if monthly_review.state == MonthlyState.VALIDATING:
        return [Missing.VALIDATION]
    if monthly_review.state == MonthlyState.DISCUSSING:
        return [Missing.TALK]
    missing = [] if has_second_case(monthly_review) else [Missing.SECOND_CASE]
    return [*missing, Missing.SELF_ASSESSMENT]


def _end_drafts(monthly_review, *, why, by, now):
    """Discard all drafts, and take back the notices that ask for something."""
    selections = Selection.objects.filter(monthly_review=monthly_review)
    for selection in selections.select_related("self_review", "manager_review").order_by("pk"):
        for review in (selection.self_review, selection.manager_review):
            if review and review.state == ReviewState.DRAFT:
                end_draft(review, why=why, by=by, now=now)
    settle(ASKING_KINDS, monthly_review, now=now)
