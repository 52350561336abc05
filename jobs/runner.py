"""Run a slice of a job: claim it, do steps until time is up, pass it on."""

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.errors import CaseReviewError
from core.leases import owned, take
from core.transitions import move
from jobs.actions import fail_job, finish_job, release_job
from jobs.models import Job
from jobs.registry import KINDS, JobFailed, kind_of
from jobs.states import State

log = logging.getLogger(__name__)

SLICE = 15  # seconds after which no new step starts: with the last one a slice stays under 20
LAST_TRY = 3
UNKNOWN = "This version of Case Review cannot do this."
STUCK = "The worker stopped three times while doing this. Ask an admin to check the log."


class NotOurs(Exception):
    """The job was cancelled, or its lease ran out and another worker has it."""


def run_slice(job_id, *, clock=timezone.now, seconds=None):
    """Run one slice of the job, if it is due and no worker has it; returns whether it ran."""
    job = claim_job(job_id, now=clock())
    if job is None:
        return False
    try:
        _run_steps(job, clock, SLICE if seconds is None else seconds)
    except NotOurs:
        log.info("job %s was cancelled or taken over", job.pk)
    except JobFailed as error:
        fail_job(job, str(error), is_final=error.is_final, by=job.by, now=clock())
    except CaseReviewError as error:
        fail_job(job, str(error), by=job.by, now=clock())
    except Exception as error:  # a job may fail in any way; the row keeps the trace
        log.exception("job %s failed (try %s)", job.pk, job.tries)
        _try_again(job, error, now=clock())
    return True


@transaction.atomic
def claim_job(job_id, *, now):
    """Lease the job to the caller; None if it is not due. Two callers never get the same one."""
    due = Job.objects.due(now).filter(pk=job_id)
    job = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    if job is None:
        return None
    if job.state == State.QUEUED:
        move(job, to=State.RUNNING, started_at=job.started_at or now)
    take([job], until=now + kind_of(job).lease(job))
    job.tries += 1
    job.save(update_fields=["lease", "lease_until", "tries"])
    return job


def _run_steps(job, clock, seconds):
    if job.kind not in KINDS:
        raise JobFailed(UNKNOWN, is_final=False)
    if job.tries > LAST_TRY:  # its workers died without saying why
        raise JobFailed(STUCK, is_final=False)
    kind = KINDS[job.kind](job)
    started = time.monotonic()
    kind.prepare()
    while not _run_step(job, kind, now=clock()):
        if time.monotonic() - started >= seconds:
            release_job(job, not_before=clock())
            return


@transaction.atomic
def _run_step(job, kind, *, now):
    """One step and its progress, saved together or not at all.

    The row is not locked while the step runs, so a page can cancel at any time; the step then finds
    at its end that the job is no longer ours, and is rolled back.
    """
    ours = owned(job).filter(state=State.RUNNING)
    if not ours.exists():
        raise NotOurs
    is_last = kind.step(now=now)
    job.tries = 0
    progress = {"cursor": job.cursor, "done": job.done, "total": job.total, "tries": 0}
    if not ours.update(lease_until=now + kind.lease(job), **progress):
        raise NotOurs
    if is_last:
        finish_job(job, by=job.by, now=now)
    return is_last


def _try_again(job, error, *, now):
    """Wait a little longer each time; after the last try the job has failed for good."""
    if job.tries < LAST_TRY:
        release_job(job, not_before=now + timedelta(minutes=2**job.tries))
        return
    name = type(error).__name__
    sentence = f"An unexpected error stopped it ({name}). The log has details for admins."
    fail_job(job, sentence, by=job.by, now=now)
