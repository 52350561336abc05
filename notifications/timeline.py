"""The timeline of one outbox row, from queued to sent, dropped or given up."""

from dataclasses import dataclass
from datetime import datetime

from audit.queries import list_history
from notifications.states import DropReason

BY_HAND = {"sent again": "An admin resent it", "dropped": "An admin dropped it"}


@dataclass(frozen=True)
class Step:
    """One thing that happened, or that comes next. `tone` is good, bad, next or empty."""

    at: datetime
    what: str
    detail: str = ""
    tone: str = ""


def state_of(notice):
    """In one word: sent, dropped, dead or waiting."""
    times = {"sent": notice.sent_at, "dropped": notice.dropped_at, "dead": notice.dead_at}
    return next((name for name, time in times.items() if time), "waiting")


def timeline_of(notice, now):
    """The steps of `notice` by time, ending with what comes next. Costs three queries."""
    steps = [Step(notice.created_at, "Queued"), *tries(notice), *by_hand(notice), *ends(notice)]
    return [*sorted(steps, key=lambda step: step.at), *comes_next(notice, now)]


def tries(notice):
    for attempt in notice.attempts.all():
        if attempt.again_at is None:
            yield Step(attempt.at, "Failed for good: a dead letter", attempt.error, "bad")
        else:
            yield Step(attempt.at, "An attempt failed", attempt.error, "bad")


def by_hand(notice):
    for event in list_history(notice):
        who = event.actor.name if event.actor else "somebody who has left"
        yield Step(event.at, BY_HAND.get(event.verb, event.verb.capitalize()), who)


def ends(notice):
    if notice.sent_at:
        yield Step(notice.sent_at, "Sent", notice.receipt, "good")
    if (
        notice.dropped_at and notice.dropped_why != DropReason.BY_HAND
    ):  # that one is on the trail, with who did it
        yield Step(notice.dropped_at, "Dropped", notice.get_dropped_why_display())
    if notice.read_at:
        yield Step(notice.read_at, "Read", "", "good")


def comes_next(notice, now):
    if state_of(notice) != "waiting":
        return
    if notice.lease_until and notice.lease_until > now:
        yield Step(
            notice.lease_until,
            "A worker is sending it",
            "Retried then if the worker is lost",
            "next",
        )
    elif notice.not_before > now:
        yield Step(notice.not_before, "Will be sent then", "Not before", "next")
    else:
        yield Step(
            notice.not_before,
            "Due, waiting for a worker",
            "Sent within a minute if one is running",
            "next",
        )
