"""The product's programs at the pace of a fault run, minutes become seconds, and without the guard FAULTS_WITHOUT.

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
def hurry(**kwargs):
    """After Django has loaded its apps."""
    from notifications import delivery

    backoff = delivery.backoff
    delivery.LEASE = timedelta(seconds=4)
    delivery.TURN = 8
    delivery.SLOW = 1
    delivery.backoff = lambda tries: backoff(min(tries, 3)) / PATIENCE
    hurry_jobs()
    draw_slowly()
    take_out()


def hurry_jobs():
    from jobs import runner

    runner.LEASE = timedelta(seconds=4)
    runner.SLICE = 1


def draw_slowly():
    """As a large pool is: so that two draws of it would meet."""
    from pairing import engine

    draw = engine.draw
    engine.draw = lambda *inputs: (time.sleep(0.3), draw(*inputs))[1]


def take_out():
    if WITHOUT:
        GUARDS[WITHOUT]()


def without_lease():
    """What a worker claimed stays its own for ever, also when it dies."""
    from notifications import delivery

    delivery.LEASE = timedelta(days=1)


def without_job_lease():
    """A job that a worker has stays its own for ever, also when it dies."""
    from jobs import runner

    runner.LEASE = timedelta(days=1)


def without_claim():
    """Everybody takes what is due."""
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
    """What failed once is given up."""
    from notifications import delivery

    delivery.LAST_TRY = 1


def without_timeout():
    from django.conf import settings

    settings.EMAIL_TIMEOUT = None


def without_lock():
    """Of several sweeps at once, all go, and no row makes them queue up."""
    from django.db.models import QuerySet

    from core import sweeps

    @contextmanager
    def held(name):
        yield True

    sweeps.try_advisory_lock = held
    QuerySet.select_for_update = lambda rows, **how: rows.all()


def without_heartbeat():
    """Nobody notes that beat and worker live."""
    from casereview import actions

    actions.record_heartbeat = lambda **seen: None


def without_away():
    """A database that is away is an error like any other."""
    from core import error_pages

    error_pages.is_unavailable = lambda error: False


GUARDS = {
    "lease": without_lease,
    "job_lease": without_job_lease,
    "claim": without_claim,
    "retry": without_retry,
    "timeout": without_timeout,
    "lock": without_lock,
    "away": without_away,
    "heartbeat": without_heartbeat,
}


@signals.task_prerun.connect
def note_start(task_id, **kwargs):
    note(f"{task_id} begun")


@signals.task_postrun.connect
def note_end(task_id, **kwargs):
    note(f"{task_id} ended")


def note(what):
    """When each task began and ended, by the clock that all processes share, for the scenario to read."""
    if path := os.environ.get("FAULTS_TIMES"):
        with open(path, "a") as times:
            times.write(f"{what} {time.monotonic()}\n")


if "gunicorn" in sys.argv[0]:
    take_out()
