"""The two cases of a month: one drawn at random, one that the engineer chooses.

Each action locks the monthly review first, so that drawing, choosing and starting queue up.
"""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from monthly.case_draw import ALGORITHM, build_inputs, draw_case
from monthly.models import Selection
from monthly.notices import CaseRedrawn
from monthly.queries.eligible import choosable_cases, eligible_cases
from monthly.rules import acts_as_manager, can_choose, can_redraw, is_engineer
from monthly.states import SelectionKind
from notifications.actions import queue
from pairing.seeds import new_seed
from reviews.actions import end_draft
from reviews.states import ReviewState

NOT_OPEN = "The self-assessment has been sent, so the cases stay as they are."


@transaction.atomic
def draw_selection(monthly_review, *, by, now):
    """Draw the first case of a month that has just opened; returns its selection.

    None if no case is eligible. A second call returns the selection that is there. The caller has
    checked permissions.
    """
    monthly_review = lock(monthly_review)
    drawn = _find_current(monthly_review, SelectionKind.DRAWN)
    return drawn or _draw(monthly_review, by=by, now=now)


@transaction.atomic
def replace_drawn(monthly_review, *, reason, by, now):
    """Draw another case, and notify the engineer of the reason; returns the new selection.

    Cases that were drawn before in this month and the one that the engineer chose are left out.
    Raises `NotAllowed` for anyone who does not act as the manager, `StaleState` once the
    self-assessment has begun, and `Refused` without a reason or if no other case is eligible.
    """
    if not acts_as_manager(by, monthly_review):
        raise NotAllowed("Only the manager can draw another case.")
    monthly_review = lock(monthly_review)
    drawn = _find_current(monthly_review, SelectionKind.DRAWN)
    if not can_redraw(monthly_review, drawn):
        raise StaleState(
            "The self-assessment has begun, so the drawn case can no longer be replaced.",
            monthly_review,
        )
    reason = reason.strip()
    if not reason:
        raise Refused("Say why you are drawing again. The engineer sees the reason.")
    if drawn:
        _replace(drawn, why=reason, by=by, now=now)
    selection = _draw(monthly_review, by=by, now=now)
    if selection is None:
        raise Refused("No other case is eligible this month, so the drawn case stays.")
    queue(CaseRedrawn(monthly_review), now=now)
    return selection


@transaction.atomic
def choose_case(monthly_review, *, case, reason="", by, now, seen=None):
    """The engineer chooses `case` as the second one, in place of an earlier choice.

    `reason` is in their own words and optional. `seen` is the id of the selection that the page
    showed as theirs, 0 for none; a page that is out of date raises `StaleState`. None skips that
    check. The draft about an earlier choice is discarded. Raises `NotAllowed` for anyone else,
    `StaleState` once the self-assessment is sent, and `Refused` for a case that cannot be chosen.
    """
    if not is_engineer(by, monthly_review):
        raise NotAllowed("Only the engineer can choose the second case.")
    monthly_review = lock(monthly_review)
    if not can_choose(by, monthly_review):
        raise StaleState(NOT_OPEN, monthly_review)
    own = _find_current(monthly_review, SelectionKind.OWN)
    if own and own.case_id == case.pk:  # another reason, or a double click
        own.reason = reason.strip()
        own.save(update_fields=["reason"])
        return own
    own_id = own.pk if own else 0
    if seen is not None and seen != own_id:
        raise StaleState("You have chosen another case in the meantime.", monthly_review)
    if not choosable_cases(monthly_review).filter(pk=case.pk).exists():
        raise Refused("You cannot choose this case: it is the drawn one, or no longer yours.")
    if own:
        _replace(own, why="", by=by, now=now)
    selection = Selection.objects.create(
        monthly_review=monthly_review,
        kind=SelectionKind.OWN,
        case=case,
        reason=reason.strip(),
        selected_at=now,
    )
    record("case chosen", monthly_review, by=by, now=now, case=case.pk)
    return selection


def _find_current(monthly_review, kind):
    selections = Selection.objects.current().filter(monthly_review=monthly_review, kind=kind)
    selections = selections.select_related(
        "case", "self_review", "manager_review", "monthly_review"
    )
    return selections.first()


def _draw(monthly_review, *, by, now):
    """Draw one of the eligible cases; None if there is none."""
    selections = Selection.objects.filter(monthly_review=monthly_review)
    earlier = selections.filter(kind=SelectionKind.DRAWN)
    own = selections.current().filter(kind=SelectionKind.OWN)
    cases, source = eligible_cases(
        monthly_review.engineer_id, monthly_review.month, monthly_review.zone
    )
    cases = cases.exclude(pk__in=earlier.values("case")).exclude(pk__in=own.values("case"))
    eligible = list(cases.values_list("pk", flat=True))
    if not eligible:
        return None
    inputs = build_inputs(
        f"{monthly_review.month:%Y-%m}",
        monthly_review.engineer_id,
        earlier.count() + 1,
        source,
        eligible,
    )
    seed = new_seed()
    drawn = draw_case(inputs, seed)
    selection = Selection.objects.create(
        monthly_review=monthly_review,
        kind=SelectionKind.DRAWN,
        case_id=drawn.case,
        selected_at=now,
        algorithm=ALGORITHM,
        seed=seed,
        inputs=inputs,
        inputs_digest=drawn.inputs_digest,
    )
    facts = {"case": drawn.case, "attempt": inputs["attempt"], "digest": drawn.inputs_digest}
    record("case drawn", monthly_review, by=by, now=now, **facts)
    return selection


def _replace(selection, *, why, by, now):
    """Mark a selection as replaced, and discard its drafts: a recall leaves those of both."""
    selection.replaced_at = now
    selection.replaced_by = by
    selection.replaced_because = why
    selection.save(update_fields=["replaced_at", "replaced_by", "replaced_because"])
    for draft in (selection.self_review, selection.manager_review):
        if draft and draft.state == ReviewState.DRAFT:
            end_draft(draft, why="another case", by=by, now=now)
