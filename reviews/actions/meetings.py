"""The reviewer and the owner go through the review together: propose a time, accept, talk.

`seen` is the `seen` of the meeting on the page, or empty if there was none. If the meeting has
changed since, the answer raises `StaleState`. The pairing is locked first, so that two proposals
at the same time come one after the other.
"""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from notifications.actions import queue, settle
from reviews.models import Meeting
from reviews.notices import MeetingChanged, MeetingProposed
from reviews.rules import can_meet
from reviews.states import MEETING_HORIZON, MeetingState

KINDS = (MeetingProposed.kind, MeetingChanged.kind)


@transaction.atomic
def propose_meeting(pairing, *, starts_at, seen, by, now):
    """Propose a time, which replaces one that is already proposed or planned.

    Raises `NotAllowed` for anyone but reviewer and owner and once the pairing ended without a
    review, `Refused` for a time in the past or more than 90 days ahead, and `StaleState` as above.
    """
    if not now < starts_at < now + MEETING_HORIZON:
        raise Refused("Choose a time in the next 90 days.")
    meeting = _find_coming(pairing, seen=seen, by=by)
    if meeting is None:
        meeting = Meeting.objects.create(
            pairing=pairing, starts_at=starts_at, changed_by=by, changed_at=now
        )
        _announce(MeetingProposed, meeting, by=by, now=now)
        return meeting
    return _change(
        MeetingProposed, meeting, MeetingState.PROPOSED, starts_at=starts_at, by=by, now=now
    )


@transaction.atomic
def accept_meeting(meeting, *, seen, by, now):
    """Accept the time that the other person proposed.

    Raises `NotAllowed` and `StaleState`, and `Refused` once that time has passed.
    """
    _require_answer(meeting, seen=seen, by=by)
    if meeting.starts_at <= now:
        raise Refused("That time has passed. Propose another one.")
    return _change(MeetingChanged, meeting, MeetingState.ACCEPTED, by=by, now=now)


@transaction.atomic
def decline_meeting(meeting, *, seen, by, now):
    """Decline the time that the other person proposed. Raises `NotAllowed` and `StaleState`."""
    _require_answer(meeting, seen=seen, by=by)
    return _change(MeetingChanged, meeting, MeetingState.DECLINED, by=by, now=now)


@transaction.atomic
def cancel_meeting(meeting, *, seen, by, now):
    """Withdraw your proposal, or cancel a planned meeting. Raises `NotAllowed`, `StaleState`."""
    _require_coming(meeting, seen=seen, by=by)
    if meeting.state == MeetingState.PROPOSED and meeting.changed_by_id != by.pk:
        raise NotAllowed("Only the person who proposed this time can withdraw it.")
    return _change(MeetingChanged, meeting, MeetingState.CANCELLED, by=by, now=now)


@transaction.atomic
def note_meeting(meeting, *, is_held, seen, by, now):
    """Record whether a planned meeting took place. Raises `NotAllowed` and `StaleState`."""
    _require_coming(meeting, seen=seen, by=by)
    state = MeetingState.HELD if is_held else MeetingState.NOT_HELD
    return _change(MeetingChanged, meeting, state, by=by, now=now)


@transaction.atomic
def note_talk(pairing, *, seen, by, now):
    """Record that the two talked, with or without an agreed time. Raises as `propose_meeting`."""
    meeting = _find_coming(pairing, seen=seen, by=by)
    if meeting:
        return _change(MeetingChanged, meeting, MeetingState.HELD, by=by, now=now)
    meeting = Meeting.objects.create(
        pairing=pairing, starts_at=now, state=MeetingState.HELD, changed_by=by, changed_at=now
    )
    _announce(MeetingChanged, meeting, by=by, now=now)
    return meeting


@transaction.atomic
def cancel_meetings(pairings, *, by, now):
    """Cancel proposed and planned meetings, because their pairings ended without a review.

    Both people are notified of that already, so there is no separate notice.
    """
    for meeting in Meeting.objects.coming().filter(pairing__in=pairings).order_by("pk"):
        move(meeting, to=MeetingState.CANCELLED, changed_at=now)
        settle(KINDS, meeting, now=now)
        record("meeting cancelled", meeting, by=by, now=now)


def _find_coming(pairing, *, seen, by):
    """The proposed or planned meeting, or None. The pairing stays locked."""
    if not can_meet(by, lock(pairing)):
        raise NotAllowed("Only reviewer and case owner can meet, and only until the pairing ends.")
    meeting = Meeting.objects.coming().filter(pairing=pairing).first()
    if seen != (meeting.seen if meeting else ""):
        raise StaleState("The meeting has changed since you opened this page.", pairing)
    return meeting


def _require_coming(meeting, *, seen, by):
    """Set `meeting` to its current row, or raise: see `_find_coming`."""
    current = _find_coming(meeting.pairing, seen=seen, by=by)
    if current != meeting:
        raise StaleState("This meeting is over.", meeting)
    meeting.refresh_from_db(fields=["state", "starts_at", "changed_by", "changed_at"])


def _require_answer(meeting, *, seen, by):
    _require_coming(meeting, seen=seen, by=by)
    if meeting.changed_by_id == by.pk:
        raise NotAllowed("You proposed this time, so the other person has to answer.")


def _change(notice, meeting, state, *, by, now, **changes):
    move(meeting, to=state, changed_by=by, changed_at=now, **changes)
    _announce(notice, meeting, by=by, now=now)
    return meeting


def _announce(notice, meeting, *, by, now):
    """One event, and one notice to the other person, which replaces earlier ones of the pairing."""
    starts_at = meeting.starts_at.isoformat()
    record(f"meeting {meeting.state}", meeting, by=by, now=now, starts_at=starts_at)
    settle(KINDS, *Meeting.objects.filter(pairing=meeting.pairing_id), now=now)
    queue(notice(meeting), now=now)
