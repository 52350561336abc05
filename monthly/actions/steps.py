"""The next steps of a talk: the two agree on them, and the months after ask what became of them."""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from monthly.models import MonthlyReview, NextStep
from monthly.rules import can_discuss, can_show_step
from monthly.states import OPEN, MonthlyState, Outcome


@transaction.atomic
def add_step(monthly_review, *, owner, text, due_on, by, now):
    """Agree on a step that `owner`, one of the two, does by `due_on`.

    Raises `NotAllowed` for anyone else, `StaleState` once the month is done or
    closed, and `Refused` for another owner.
    """
    monthly_review = _lock_talk(monthly_review, by=by)
    _require_owner(monthly_review, owner)
    step = NextStep.objects.create(
        monthly_review=monthly_review,
        owner=owner,
        text=text,
        due_on=due_on,
        created_by=by,
        created_at=now,
    )
    record("step added", monthly_review, by=by, now=now, step=step.pk)
    return step


@transaction.atomic
def change_step(step, *, owner, text, due_on, by, now):
    """Reword a step, or give it another owner or date, until the month is done.

    Raises the errors of `add_step`, and `StaleState` if the step was removed or changed by somebody
    else since `step` was loaded.
    """
    monthly_review = _lock_talk(step.monthly_review, by=by)
    _require_owner(monthly_review, owner)
    unchanged = NextStep.objects.filter(
        pk=step.pk, owner=step.owner_id, text=step.text, due_on=step.due_on
    )
    if not unchanged.update(owner=owner, text=text, due_on=due_on):
        raise StaleState(
            "This step was changed or removed in the meantime. Nothing was overwritten.",
            monthly_review,
        )
    record("step changed", monthly_review, by=by, now=now, step=step.pk)


@transaction.atomic
def remove_step(step, *, by, now):
    """Remove a step until the month is done. A second call changes nothing.

    Raises `NotAllowed` and `StaleState` as `add_step` does.
    """
    monthly_review = _lock_talk(step.monthly_review, by=by)
    if NextStep.objects.filter(pk=step.pk).delete()[0]:
        record("step removed", monthly_review, by=by, now=now, step=step.pk)


@transaction.atomic
def answer_step(step, *, outcome, by, now, due_on=None, seen=None):
    """Say what became of a step of an earlier month, or take the answer back (`Outcome.OPEN`).

    A step that is still going gets a new date. `seen` is the `answer_stamp` on the page; None skips
    that check. The same answer again changes nothing. Raises `NotAllowed` for people who cannot see
    the step, `StaleState` while its own month is open or if somebody has answered it in the
    meantime, and `Refused` without a date.
    """
    if not NextStep.objects.visible_to(by).filter(pk=step.pk).exists():
        raise NotAllowed("Only the engineer and the manager can answer a step.")
    monthly_review = step.monthly_review
    if monthly_review.state in OPEN:
        raise StaleState("Change this step on the page of its month.", monthly_review)
    if outcome == Outcome.ONGOING and due_on is None:
        raise Refused("Choose the new date.")
    changes = {"outcome": outcome, "outcome_by": by, "outcome_at": now}
    if outcome == Outcome.OPEN:
        changes |= {"outcome_by": None, "outcome_at": None}
    if outcome == Outcome.ONGOING:
        changes["due_on"] = due_on
    rows = NextStep.objects.filter(pk=step.pk)
    rows = rows.filter(outcome=step.outcome, outcome_at=step.outcome_at)
    is_read = seen is None or seen == step.answer_stamp
    if not is_read or not rows.update(**changes):
        _refuse_second_answer(step, outcome)
        return
    record("step answered", monthly_review, by=by, now=now, step=step.pk, outcome=outcome)


def _refuse_second_answer(step, outcome):
    """Refuse an answer that differs from one given meanwhile."""
    saved = NextStep.objects.select_related("outcome_by").filter(pk=step.pk).first()
    if saved is None:
        raise StaleState("This step was removed in the meantime.", step.monthly_review)
    if saved.outcome == outcome:
        return
    who = saved.outcome_by.first_name if saved.outcome_by else "Somebody"
    label = saved.get_outcome_display().lower()
    raise StaleState(
        f"{who} has answered this step in the meantime: {label}. Nothing was overwritten.",
        step.monthly_review,
    )


@transaction.atomic
def show_step(step, *, manager, by, now):
    """The engineer shows a step of a month under another manager to `manager`, their present one.

    Raises `NotAllowed` for anyone else, and `Refused` for a person who is not their manager.
    """
    if not can_show_step(by, step):
        raise NotAllowed("Only the engineer can choose who sees a step.")
    if not MonthlyReview.objects.filter(engineer=by, manager=manager).exists():
        raise Refused(f"{manager.first_name} is not the manager of one of your months.")
    NextStep.objects.filter(pk=step.pk).update(shown_to=manager)
    record("step shown", step.monthly_review, by=by, now=now, step=step.pk, to=manager.pk)


@transaction.atomic
def hide_step(step, *, by, now):
    """Undo `show_step`. A second call changes nothing. Raises `NotAllowed` for anyone else."""
    if not can_show_step(by, step):
        raise NotAllowed("Only the engineer can choose who sees a step.")
    shown = NextStep.objects.filter(pk=step.pk, shown_to__isnull=False)
    if shown.update(shown_to=None):
        record("step hidden", step.monthly_review, by=by, now=now, step=step.pk)


def _lock_talk(monthly_review, *, by):
    if not can_discuss(by, monthly_review):
        raise NotAllowed("Only the engineer and the manager can agree on steps.")
    locked = lock(monthly_review)
    if locked.state != MonthlyState.DISCUSSING:
        raise StaleState("The steps of this month can no longer be changed.", locked)
    return locked


def _require_owner(monthly_review, owner):
    if owner.pk not in (monthly_review.engineer_id, monthly_review.manager_id):
        raise Refused("A step belongs to one of the two.")
