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
    """`backup` and `drill` are when `manage.py note` last heard of a backup and of a restore that was tried."""

    pulse: Pulse
    outbox: Outbox
    last_draw: datetime | None
    backup: datetime | None
    drill: datetime | None

    def moments(self):
        seen = {"beat": self.pulse.beat_seen, "worker": self.pulse.worker_seen}
        return seen | {"draw": self.last_draw, "backup": self.backup, "drill": self.drill}


def state(now):
    """Everything that tells whether the work behind the pages is done, in four queries."""
    signs = heartbeats()
    noted = {name: signs[name].sent_at if name in signs else None for name in ("backup", "drill")}
    return State(pulse=pulse(signs), outbox=outbox(now), last_draw=last_drawn_at(), **noted)


def heartbeats():
    return {sign.name: sign for sign in Heartbeat.objects.all()}


def pulse(signs=None):
    """A machine's clock may be a little ahead of the other's: no lag is below zero."""
    seen = (heartbeats() if signs is None else signs).get("beat")
    if seen is None:
        return Pulse(None, None, None)
    return Pulse(seen.sent_at, seen.received_at, max(seen.received_at - seen.sent_at, NONE))
