"""How the machinery is: for the page of admins that says what is configured, and for `/metrics`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casereview.models import Heartbeat
from notifications.queries import Outbox, outbox
from pairing.queries.draws import last_drawn_at

NONE = timedelta(0)


@dataclass(frozen=True)
class Pulse:
    """When beat was last alive, when a worker was, and how long that message waited for the worker (Celery's lag)."""

    beat_seen: datetime | None
    worker_seen: datetime | None
    lag: timedelta | None


@dataclass(frozen=True)
class State:
    pulse: Pulse
    outbox: Outbox
    last_draw: datetime | None


def state(now):
    """Everything that tells whether the work behind the pages is done, in four queries."""
    return State(pulse=pulse(), outbox=outbox(now), last_draw=last_drawn_at())


def pulse():
    """A machine's clock may be a little ahead of the other's: no lag is below zero."""
    seen = Heartbeat.objects.filter(name="beat").first()
    if seen is None:
        return Pulse(None, None, None)
    return Pulse(seen.sent_at, seen.received_at, max(seen.received_at - seen.sent_at, NONE))
