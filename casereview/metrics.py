"""Metrics of the whole installation."""

from casereview import queries
from core.figures import seconds_since

FIGURES = {
    "celery_lag_seconds": "How long the last heartbeat waited for a worker.",
    "beat_age_seconds": "Since beat sent the last heartbeat that arrived.",
    "worker_age_seconds": "Since a worker last received a heartbeat.",
    "backup_age_seconds": "Since the last backup that was recorded.",
    "drill_age_seconds": "Since the last restore drill that was recorded.",
}


def figures(now):
    rows = queries.heartbeats()
    pulse = queries.pulse(rows)
    return {
        "celery_lag_seconds": None if pulse.lag is None else pulse.lag.total_seconds(),
        "beat_age_seconds": seconds_since(pulse.beat_seen, now),
        "worker_age_seconds": seconds_since(pulse.worker_seen, now),
        "backup_age_seconds": seconds_since(queries.last_of(rows, "backup"), now),
        "drill_age_seconds": seconds_since(queries.last_of(rows, "drill"), now),
    }
