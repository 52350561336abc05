"""The talk: notes and agreed answers, saved as the two type, and both mark it as done."""

from django.db import transaction

from audit.actions import record
from core import drafts
from core.concurrency import lock
from core.errors import NotAllowed, StaleState
from core.transitions import move
from monthly.discussion_input import NOTES, note_name, value_name
from monthly.errors import StaleDiscussion
from monthly.models import Agreement, MonthlyReview
from monthly.notices import MarkedDone, TalkDue
from monthly.queries.comparisons import find_differences, read_saved_texts
from monthly.rules import can_discuss, is_engineer
from monthly.states import MonthlyState
from notifications.actions import queue, settle

CLOSED = "This month is {}, so its page can no longer be changed."


@transaction.atomic
def save_discussion(monthly_review, *, discussion_input, by, now):
    """Save the fields that changed on the page, and return the month as it is saved now.

    Raises `NotAllowed` for anyone else, `StaleState` once the month is done or
    closed, and `StaleDiscussion` with both texts if somebody has changed the same field since the
    page read it: nothing is overwritten. Saves are not on the audit trail, because they happen
    every few seconds.
    """
    monthly_review = _lock_talk(monthly_review, by=by)
    seen = discussion_input.seen
    if seen.stays_open and drafts.is_superseded(monthly_review, seen):
        return monthly_review
    differences = find_differences(monthly_review)
    saved = read_saved_texts(monthly_review, differences)
    changed = [name for name in discussion_input.changed if name in saved]
    if not _is_own_save(monthly_review, seen):
        _require_unchanged(monthly_review, discussion_input, differences, saved, changed)
    _write(monthly_review, discussion_input, differences, changed, now)
    return monthly_review


def _is_own_save(monthly_review, seen):
    """Whether all that was saved since the page was loaded is one earlier save of that page."""
    is_from_page = bool(seen.page) and monthly_review.saved_from == seen.page
    return is_from_page and monthly_review.version == seen.version + 1


def _require_unchanged(monthly_review, discussion_input, differences, saved, changed):
    conflicts = set()
    for name in changed:
        is_read = saved[name] == discussion_input.base.get(name, "")
        if not is_read and saved[name] != discussion_input.texts[name]:
            conflicts.add(name)
    if conflicts:
        raise StaleDiscussion(monthly_review, differences, saved, discussion_input.texts, conflicts)


def _write(monthly_review, discussion_input, differences, changed, now):
    texts = discussion_input.texts
    seen = discussion_input.seen
    current = drafts.Seen(monthly_review.version, seen.page, seen.stays_open, seen.number)
    changes = {NOTES: texts[NOTES]} if NOTES in changed else {}
    drafts.save_draft(
        monthly_review, current, among=MonthlyReview.objects.all(), now=now, **changes
    )
    for difference in differences:
        value = value_name(difference)
        note = note_name(difference)
        given = {}
        if value in changed:
            given["value"] = texts[value]
        if note in changed:
            given["note"] = texts[note]
        if given:
            Agreement.objects.update_or_create(
                selection_id=difference.selection_id,
                criterion_id=difference.criterion_id,
                defaults=given,
            )


@transaction.atomic
def mark_done(monthly_review, *, by, now):
    """Mark the talk as done for one side; the month is done once both sides have.

    Returns the month. A second call by the same side changes nothing. Raises `NotAllowed` for
    people outside of the talk, and `StaleState` unless the month is being discussed.
    """
    if not can_discuss(by, monthly_review):
        raise NotAllowed("Only the engineer and the manager can mark the talk as done.")
    locked = lock(monthly_review)
    field = _done_field(locked, by)
    if locked.state == MonthlyState.DONE:
        return locked  # a double click
    _require_discussing(locked)
    if getattr(locked, field):
        return locked
    setattr(locked, field, now)
    locked.save(update_fields=[field])
    record("talk marked as done", locked, by=by, now=now)
    if locked.engineer_done_at and locked.manager_done_at:
        move(locked, to=MonthlyState.DONE, ended_at=now)
        record("month done", locked, by=by, now=now)
        settle([MarkedDone.kind, TalkDue.kind], locked, now=now)
    else:
        queue(MarkedDone(locked), now=now)
    return locked


@transaction.atomic
def unmark_done(monthly_review, *, by, now):
    """Undo `mark_done`, until the other side has marked it too.

    Raises the errors of `mark_done`.
    """
    locked = _lock_talk(monthly_review, by=by)
    field = _done_field(locked, by)
    if getattr(locked, field):
        setattr(locked, field, None)
        locked.save(update_fields=[field])
        record("mark of the talk taken back", locked, by=by, now=now)
        settle([MarkedDone.kind], locked, now=now)


def _done_field(monthly_review, user):
    return "engineer_done_at" if is_engineer(user, monthly_review) else "manager_done_at"


def _lock_talk(monthly_review, *, by):
    if not can_discuss(by, monthly_review):
        raise NotAllowed("Only the engineer and the manager can write on this page.")
    locked = lock(monthly_review)
    _require_discussing(locked)
    return locked


def _require_discussing(monthly_review):
    if monthly_review.state != MonthlyState.DISCUSSING:
        state = monthly_review.get_state_display().lower()
        raise StaleState(CLOSED.format(state), monthly_review)
