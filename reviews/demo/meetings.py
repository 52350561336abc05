"""Meetings: a proposal to Hana, and some people who went through a review together."""

from datetime import timedelta

from core.demo.clock import next_workday
from core.demo.days import ZONE
from core.weeks import local_datetime, today_in
from pairing.demo.outcomes import HANA, login
from pairing.states import CycleState, PairingState
from reviews.models import Meeting
from reviews.states import MeetingState

EVERY = 9  # of the acknowledged reviews
AFTERNOON = 14


def make_meetings(outcomes, reviews, now, trail):
    """Save the meetings; `reviews` are pairs of (outcome, review)."""
    acknowledged = [review for _, review in reviews if review.acknowledged_at]
    meetings = [held(review) for review in acknowledged[::EVERY]]
    waiting = [one.pairing for one in outcomes if awaits_hana(one.pairing)]
    newest = sorted(waiting, key=lambda pairing: pairing.draw.cycle.monday)[-1:]
    meetings += [proposed(pairing, now) for pairing in newest]
    Meeting.objects.bulk_create(meetings)
    for meeting in meetings:
        verb = f"meeting {meeting.state}"
        trail.add(verb, meeting, by=meeting.changed_by, at=meeting.changed_at)


def held(review):
    return Meeting(
        pairing=review.pairing,
        starts_at=review.acknowledged_at,
        state=MeetingState.HELD,
        changed_by=review.owner,
        changed_at=review.acknowledged_at,
    )


def awaits_hana(pairing):
    is_running = pairing.draw.cycle.state == CycleState.DRAWN
    is_waiting = pairing.state in (PairingState.ASSIGNED, PairingState.DONE)
    return is_running and is_waiting and login(pairing.owner) == HANA


def proposed(pairing, now):
    """By the reviewer, for the next working day."""
    return Meeting(
        pairing=pairing,
        starts_at=local_datetime(next_workday(today_in(ZONE, now)), AFTERNOON, ZONE),
        changed_by=pairing.reviewer,
        changed_at=now - timedelta(hours=2),
    )
