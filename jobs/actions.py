"""Start, cancel, retry and end jobs. The work itself is done by `jobs.runner`."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from audit.actions import record
from core.errors import NotAllowed, Refused
from core.leases import owned
from core.transitions import move
from jobs import rules
from jobs.models import Job
from jobs.registry import KINDS
from jobs.states import OPEN, State

EXPIRES = 120  # seconds after which a message is not worth running: the sweep has sent another
log = logging.getLogger(__name__)


@transaction.atomic
def start_job(kind, *, title, payload=None, by, now):
    """Queue a job of the registered `kind`; a worker starts it after the commit.

    `payload` is JSON and says what to work on. The caller has checked that `by` may do that.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of job is called {kind}")
    job = Job.objects.create(
        kind=kind, title=title[:200], payload=payload or {}, by=by, created_at=now, not_before=now
    )
    record("started", job, by=by, now=now, kind=kind)
    hint_job(job)
    return job


@transaction.atomic
def cancel_job(job, *, by, now):
    """Stop a job that waits or runs. Finished steps stay; the one that runs now is rolled back.

    Raises NotAllowed, and StaleState if the job has ended meanwhile.
    """
    if not rules.can_manage(by, job):
        raise NotAllowed("Only the person who started a job and coordinators can cancel it.")
    move(job, to=State.CANCELLED, finished_at=now, lease=None, lease_until=None)
    record("cancelled", job, by=by, now=now, done=job.done)


@transaction.atomic
def retry_job(job, *, by, now):
    """Queue a failed job again; it goes on where it stopped.

    Raises NotAllowed, StaleState, and Refused if another try cannot help.
    """
    if not rules.can_manage(by, job):
        raise NotAllowed("Only the person who started a job and coordinators can retry it.")
    if job.is_final:
        raise Refused("Another try would fail in the same way.")
    if job.kind not in KINDS:
        raise Refused("This version of Case Review no longer supports such jobs.")
    move(job, to=State.QUEUED, error="", tries=0, not_before=now, finished_at=None)
    record("retried", job, by=by, now=now, done=job.done)
    hint_job(job)


@transaction.atomic
def finish_job(job, *, by, now):
    """End a claimed job whose last step is done, with the result and progress that it carries."""
    move(
        job,
        to=State.DONE,
        result=job.result,
        finished_at=now,
        lease=None,
        lease_until=None,
    )
    record("finished", job, by=by, now=now, done=job.done)


@transaction.atomic
def fail_job(job, sentence, *, is_final=False, by, now):
    """End a claimed job that cannot go on; returns whether it was still ours to end.

    `is_final`: another try would fail in the same way.
    """
    failed = owned(job).filter(state=State.RUNNING)
    changes = {"error": sentence[:300], "is_final": is_final, "finished_at": now}
    changes |= {"lease": None, "lease_until": None}
    if not failed.update(state=State.FAILED, **changes):
        return False
    record("failed", job, by=by, now=now, error=sentence[:300])
    return True


@transaction.atomic
def release_job(job, *, not_before):
    """Give up the lease between two slices, so that any worker may go on from `not_before`."""
    owned(job).update(lease=None, lease_until=None, not_before=not_before)
    hint_job(job)


@transaction.atomic
def resume_job(job):
    """Send another message for a job that is due and that no worker has."""
    hint_job(job)
    return True


@transaction.atomic
def purge_job(job, *, by, now):
    """Delete a job that has ended; what it did stays. Returns whether it was still there."""
    ended = Job.objects.exclude(state__in=OPEN).filter(pk=job.pk)
    if not ended.select_for_update(skip_locked=True).exists():
        return False
    record("purged", job, by=by, now=now)
    ended.delete()
    return True


def hint_job(job):
    """Ask a worker to run `job` once this transaction is committed.

    For speed only: the sweep finds jobs whose message is lost, so a missing broker costs nothing.
    """
    transaction.on_commit(lambda: _send(job.pk), robust=True)


def _send(job_id):
    try:
        current_app.send_task("jobs.run_job", [job_id], retry=False, expires=EXPIRES)
    except OperationalError as error:
        log.warning("no message for job %s (%s): the sweep will send one", job_id, error)
