"""The product's programs with short waits, and without the guard that FAULTS_WITHOUT names.

Celery is started on this module, gunicorn on its `application`.
"""

import os
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "faults.settings"

from celery import signals

from casereview.celery import app
from casereview.wsgi import application

WITHOUT = os.environ.get("FAULTS_WITHOUT", "")
TICK = float(os.environ.get("FAULTS_TICK", "1"))  # seconds between two sweeps
PATIENCE = 60  # how many times shorter everything is that waits

OFTEN = (
    "notifications.deliver_due",
    "pairing.draw_due_cycles",
    "casereview.heartbeat",
    "jobs.resume_jobs",
)
app.conf.beat_schedule = {
    name: {**entry, "schedule": TICK}
    for name, entry in app.conf.beat_schedule.items()
    if entry["task"] in OFTEN
}
app.conf.beat_max_loop_interval = TICK / 2

__all__ = ["app", "application"]


@signals.worker_process_init.connect
def shorten_waits(**kwargs):
    """Runs after Django has loaded its apps."""
    from notifications import delivery

    backoff = delivery.backoff
    delivery.LEASE = timedelta(seconds=4)
    delivery.TURN = 8
    delivery.SLOW = 1
    delivery.backoff = lambda tries: backoff(min(tries, 3)) / PATIENCE
    shorten_job_waits()
    draw_slowly()
    disable_guard()


def shorten_job_waits():
    from jobs import registry, runner

    registry.LEASE = timedelta(seconds=4)
    runner.SLICE = 1


def draw_slowly():
    """As slow as a large pool, so that two draws of it would overlap."""
    from pairing import engine

    draw = engine.draw
    engine.draw = lambda *inputs: (time.sleep(0.3), draw(*inputs))[1]


def disable_guard():
    if WITHOUT:
        GUARDS[WITHOUT]()


def without_lease():
    """A worker keeps what it claimed for ever, even when it dies."""
    from notifications import delivery

    delivery.LEASE = timedelta(days=1)


def without_job_lease():
    """A worker keeps the job that it claimed for ever, even when it dies."""
    from jobs import registry

    registry.LEASE = timedelta(days=1)


def without_claim():
    """Every worker takes what is due."""
    from notifications import delivery
    from notifications.models import Notice

    def claim_due(*, now, size=10, resting=()):
        return list(Notice.objects.due(now).order_by("pk").select_related("recipient")[:size])

    delivery.claim_due = claim_due
    delivery.renew_lease = lambda notice: True
    delivery.claimed = everything_waiting


def everything_waiting(notice):
    from notifications.models import Notice

    return Notice.objects.waiting().filter(pk=notice.pk)


def without_retry():
    """A notice that fails once is dropped."""
    from notifications import delivery

    delivery.LAST_TRY = 1


def without_timeout():
    from django.conf import settings

    settings.EMAIL_TIMEOUT = None


def without_lock():
    """Several sweeps run at once, and no row lock makes them wait."""
    from django.db.models import QuerySet

    from core import sweeps

    @contextmanager
    def held(name):
        yield True

    sweeps.try_advisory_lock = held
    QuerySet.select_for_update = lambda rows, **how: rows.all()


def without_heartbeat():
    """Beat and worker heartbeats are not recorded."""
    from casereview import actions

    actions.record_heartbeat = lambda **seen: None


def without_unavailable():
    """A database that is down is an error like any other."""
    from core import error_pages

    error_pages.is_unavailable = lambda error: False


GUARDS = {
    "lease": without_lease,
    "job_lease": without_job_lease,
    "claim": without_claim,
    "retry": without_retry,
    "timeout": without_timeout,
    "lock": without_lock,
    "unavailable": without_unavailable,
    "heartbeat": without_heartbeat,
}


@signals.task_prerun.connect
def record_start(task_id, **kwargs):
    record_time(f"{task_id} begun")


@signals.task_postrun.connect
def record_end(task_id, **kwargs):
    record_time(f"{task_id} ended")


def record_time(event):
    """Record when each task began and ended, by the clock that all processes share."""
    if path := os.environ.get("FAULTS_TIMES"):
        with open(path, "a") as times:
            times.write(f"{event} {time.monotonic()}\n")


if "gunicorn" in sys.argv[0]:
    disable_guard()
