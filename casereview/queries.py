"""The state of background work, for the system status and `/metrics`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casereview.models import Heartbeat
from notifications.queries import Outbox, outbox

NONE = timedelta(0)


@dataclass(frozen=True)
class Pulse:
    """When beat and a worker were last alive, and how long that message waited (Celery's lag)."""

    beat_seen: datetime | None
    worker_seen: datetime | None
    lag: timedelta | None


@dataclass(frozen=True)
class State:
    """`backup` and `drill` are the newest that `manage.py record_event` recorded."""

    pulse: Pulse
    outbox: Outbox
    backup: datetime | None
    drill: datetime | None


def state_of_background_work(now):
    """Reads it in three queries."""
    rows = heartbeats()
    return State(
        pulse=pulse(rows),
        outbox=outbox(now),
        backup=last_of(rows, "backup"),
        drill=last_of(rows, "drill"),
    )


def heartbeats():
    return {heartbeat.name: heartbeat for heartbeat in Heartbeat.objects.all()}


def last_of(rows, name):
    return rows[name].sent_at if name in rows else None


def pulse(rows=None):
    """A lag is never below zero, although one clock may be slightly ahead of the other."""
    if rows is None:
        rows = heartbeats()
    beat = rows.get("beat")
    if beat is None:
        return Pulse(None, None, None)
    return Pulse(beat.sent_at, beat.received_at, max(beat.received_at - beat.sent_at, NONE))
