"""Slices, leases, failures: what a worker does with a job."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.tests.trail import verbs
from core.tests.concurrency import run_together
from core.tests.rows import reload
from jobs.actions import cancel_job
from jobs.models import Job
from jobs.registry import LEASE
from jobs.runner import claim_job, run_slice
from jobs.sweeps import resume_jobs
from jobs.tests.kinds import BROKEN, UNREADABLE
from jobs.tests.run import run_jobs

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = timedelta(hours=1)


def make_due(job, **changes):
    Job.objects.filter(pk=job.pk).update(not_before=job.created_at, lease_until=None, **changes)


def test_run_slice_does_every_step_and_keeps_the_result(job):
    run_jobs()
    job = reload(job)
    assert (job.state, job.done, job.result, job.lease) == ("done", 3, {"sum": 6}, None)
    assert job.finished_at >= job.started_at
    assert verbs(job) == ["finished", "started"]


def test_run_slice_stops_when_its_time_is_up_and_goes_on_in_the_next(job, count_kind):
    run_slice(job.pk, seconds=0)
    assert (reload(job).state, reload(job).done, reload(job).lease) == ("running", 1, None)
    run_jobs()
    assert (reload(job).state, count_kind.prepared) == ("done", 2)


def test_run_slice_hands_the_next_slice_to_a_worker(job, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        run_slice(job.pk, seconds=0)
    assert len(callbacks) == 1


def test_run_slice_of_a_leased_job_does_nothing(job):
    claim_job(job.pk, now=timezone.now())
    assert not run_slice(job.pk)


def test_run_slice_resumes_after_the_lease_of_a_lost_worker(job):
    claim_job(job.pk, now=timezone.now() - LEASE)
    run_jobs()
    assert reload(job).state == "done"


def test_run_slice_after_somebody_took_over_rolls_its_step_back(job, count_kind):
    def lose_the_lease(job):
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - LATER)
        claim_job(job.pk, now=timezone.now())

    count_kind.at = {1: lose_the_lease}
    run_slice(job.pk)
    assert (reload(job).done, reload(job).state) == (1, "running")


def test_run_slice_of_what_cannot_be_done_says_why(job, count_kind):
    count_kind.at = {1: UNREADABLE}
    run_jobs()
    assert (reload(job).state, reload(job).error) == ("failed", "The file cannot be read.")
    assert (reload(job).done, verbs(job)) == (1, ["failed", "started"])


def test_run_slice_of_a_broken_job_tries_three_times_and_fails(job, count_kind):
    count_kind.at = {0: BROKEN}
    for _ in range(3):
        assert reload(job).is_open
        make_due(job)
        run_jobs()
    assert "ZeroDivisionError" in reload(job).error
    assert reload(job).state == "failed"


def test_broken_job_does_not_hold_up_the_others(job, ana, count_kind):
    count_kind.at = {2: BROKEN}
    other = Job.objects.create(
        kind="tests.count", title="Short", payload={"total": 1}, by=ana,
        created_at=job.created_at, not_before=job.created_at,
    )  # fmt: skip
    run_jobs()
    assert (reload(job).state, reload(other).state) == ("running", "done")
    assert reload(job).not_before > timezone.now()


def test_job_whose_workers_never_came_back_fails(job):
    make_due(job, tries=3)
    run_jobs()
    assert "stopped three times" in reload(job).error


def test_job_of_a_former_version_fails(job):
    Job.objects.update(kind="gone.kind")
    run_jobs()
    assert "cannot do this" in reload(job).error


def test_progress_sets_the_tries_back(job, count_kind):
    make_due(job, tries=2)
    run_slice(job.pk, seconds=0)
    assert reload(job).tries == 0


def test_cancel_during_a_step_rolls_the_step_back(job, ana, count_kind):
    count_kind.at = {1: lambda job: cancel_job(reload(job), by=ana, now=timezone.now())}
    run_jobs()
    assert (
        reload(job).done == 1
    )  # and here the cancelling, which a test does on the same connection


def test_resume_jobs_sends_a_message_for_each_that_is_due(
    job, ana, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        assert resume_jobs(now=timezone.now()) == 1
        claim_job(job.pk, now=timezone.now())
        assert resume_jobs(now=timezone.now()) == 0
        assert resume_jobs(now=timezone.now() + LATER) == 1
    assert len(callbacks) == 2


@pytest.mark.django_db(transaction=True)
def test_claim_job_by_many_gives_it_to_one(job):
    claimed = run_together(*[lambda: claim_job(job.pk, now=timezone.now())] * 3)
    assert len([job for job in claimed if job]) == 1
