"""Start, cancel, retry, purge."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from audit.tests.trail import verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.rows import reload
from jobs import actions
from jobs.models import Job
from jobs.queries import job_page
from jobs.runner import claim_job
from jobs.sweeps import purge_jobs
from jobs.tests.kinds import BUSY, UNREADABLE
from jobs.tests.run import run_jobs
from people.tests.factories import UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_start_job_of_an_unknown_kind_is_refused(ana):
    with pytest.raises(ValueError, match="no kind of job"):
        actions.start_job("gone", title="x", by=ana, now=timezone.now())


def test_start_job_sends_its_message_after_the_commit(ana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        actions.start_job("tests.count", title="x", by=ana, now=timezone.now())
    assert len(callbacks) == 1


def test_cancel_job_stops_it_before_its_next_slice(job, coordinator, now):
    actions.cancel_job(job, by=coordinator, now=now)
    run_jobs()
    assert (reload(job).state, reload(job).done) == ("cancelled", 0)
    assert verbs(job) == ["cancelled", "started"]


def test_cancel_job_and_retry_job_by_a_stranger_are_refused(job, now):
    for action in (actions.cancel_job, actions.retry_job):
        with pytest.raises(NotAllowed):
            action(job, by=UserFactory(), now=now)


def test_cancel_job_that_has_ended_is_stale(job, ana, now):
    stale = reload(job)
    run_jobs()
    with pytest.raises(StaleState):
        actions.cancel_job(stale, by=ana, now=now)


def test_retry_job_goes_on_where_it_stopped(job, ana, now, count_kind):
    count_kind.at = {2: BUSY}
    run_jobs()
    count_kind.at = {}
    actions.retry_job(reload(job), by=ana, now=timezone.now())
    assert (reload(job).state, reload(job).done, reload(job).error) == ("queued", 2, "")
    run_jobs()
    assert verbs(job) == ["finished", "retried", "failed", "started"]


def test_retry_job_that_would_fail_again_is_refused(job, ana, now, count_kind):
    count_kind.at = {2: UNREADABLE}
    run_jobs()
    with pytest.raises(Refused):
        actions.retry_job(reload(job), by=ana, now=now)
    assert not job_page(reload(job), ana)["can_retry"]


def test_retry_job_that_runs_is_stale(job, ana, now):
    claim_job(job.pk, now=now)
    with pytest.raises(StaleState):
        actions.retry_job(reload(job), by=ana, now=now)


def test_fail_job_that_is_cancelled_meanwhile_leaves_it(job, ana, now):
    claimed = claim_job(job.pk, now=now)
    actions.cancel_job(reload(job), by=ana, now=now)
    assert not actions.fail_job(claimed, "No.", by=ana, now=now)
    assert reload(job).state == "cancelled"


def test_purge_jobs_deletes_the_old_ones_that_have_ended(job, ana, now, settings):
    run_jobs()
    waiting = actions.start_job("tests.count", title="x", by=ana, now=job.created_at)
    assert purge_jobs(now=now) == 0
    assert purge_jobs(now=now + timedelta(days=settings.KEEP_JOBS_DAYS + 1)) == 1
    assert list(Job.objects.all()) == [waiting]


def test_purge_job_that_was_retried_meanwhile_leaves_it(job, ana, now):
    assert not actions.purge_job(job, by=ana, now=now)
    assert Job.objects.exists()


@pytest.fixture
def expect_rollback(audit_refuses):
    """Expect that nothing of `action(job, ...)` is left when its event cannot be written."""

    def expect_rollback(action, job, *words, **changes):
        before = Job.objects.filter(pk=job.pk).values().first()
        with audit_refuses(), transaction.atomic():
            action(reload(job), *words, **changes)
        assert Job.objects.filter(pk=job.pk).values().first() == before

    return expect_rollback


def test_start_job_without_audit_is_undone(ana, audit_refuses, now):
    with audit_refuses(), transaction.atomic():
        actions.start_job("tests.count", title="x", by=ana, now=now)
    assert not Job.objects.exists()


def test_cancel_job_without_audit_is_undone(job, ana, expect_rollback, now):
    expect_rollback(actions.cancel_job, job, by=ana, now=now)


def test_retry_job_without_audit_is_undone(job, ana, expect_rollback, now):
    Job.objects.update(state="failed", finished_at=now)
    expect_rollback(actions.retry_job, job, by=ana, now=now)


def test_finish_job_and_fail_job_without_audit_are_undone(job, ana, expect_rollback, now):
    claim_job(job.pk, now=now)
    expect_rollback(actions.finish_job, job, by=ana, now=now)
    expect_rollback(actions.fail_job, job, "No.", by=ana, now=now)


def test_purge_job_without_audit_is_undone(job, ana, expect_rollback, now):
    Job.objects.update(state="failed", finished_at=now)
    expect_rollback(actions.purge_job, job, by=ana, now=now)
