"""The worker of jobs killed while an import runs; the other worker sends notices meanwhile."""

import random
import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from cases.actions import start_import
from faults import infrastructure, scenario
from faults.stack import running
from jobs.models import Job
from notifications.actions import send_test
from people.tests.factories import UserFactory
from tests.sinks.smtp import mail_sink

ROWS = 15_000
HEAD = "id;subject;status;created at\n"
CASES = "SELECT count(*) FROM cases_case"
TWICE = "SELECT count(*) FROM audit_event WHERE verb = 'imported'"
LIMIT = 120  # seconds for the rest of the import, once nothing breaks any more


@scenario(guards=["job_lease"])
def jobs(without):
    kills = 6 if not without else 2
    with (
        mail_sink() as sink,
        running("worker", "jobs", "beat", without=without, EMAIL_URL=sink.url) as stack,
    ):
        coordinator = UserFactory(superuser=True)
        job = start_import(upload(), by=coordinator, now=timezone.now() - timedelta(seconds=1))
        waits = [kill_worker(stack, sink, job, number) for number in range(kills)]
        infrastructure.wait_until(lambda: is_done(job), LIMIT if not without else 15)
    yield "cases of the import that are missing", ROWS - infrastructure.query_value(CASES), 0
    yield (
        "cases imported twice",
        infrastructure.query_value(TWICE) - infrastructure.query_value(CASES),
        0,
    )
    yield "jobs that are not done", Job.objects.exclude(state="done").count(), 0
    yield "longest wait of a notice in seconds, beside the import", max(waits), 10


def upload():
    rows = (f"{number};Case {number};open;2026-01-01\n" for number in range(ROWS))
    return ContentFile((HEAD + "".join(rows)).encode(), "cases.csv")


def kill_worker(stack, sink, job, number):
    """Kill the worker in the middle of a slice; returns how long a notice took meanwhile."""
    infrastructure.wait_until(lambda: is_leased(job) or is_done(job))
    started = time.monotonic()
    accepted = sink.accepted.total()
    send_test("mail", by=job.by, now=timezone.now())
    time.sleep(random.Random(number).uniform(0.1, 0.8))
    stack.kill("jobs")
    stack.start("jobs")
    infrastructure.wait_until(lambda: sink.accepted.total() > accepted)
    return time.monotonic() - started


def is_leased(job):
    return Job.objects.filter(pk=job.pk, lease_until__gt=timezone.now()).exists()


def is_done(job):
    return not Job.objects.get(pk=job.pk).is_open
