"""Sweeps: resume due jobs that no worker runs, and purge old ones."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model

from core.sweeps import run_sweep
from jobs import actions
from jobs.models import Job

MOST = 1000


def resume_jobs(*, now):
    """Send a message for each job that no worker has although it is due; returns how many.

    Its message was lost, or its worker. A second message for the same job is harmless.
    """

    def due():
        return Job.objects.due(now).order_by("not_before", "pk")[:MOST]

    return run_sweep("jobs.resume_jobs", due, actions.resume_job)


def purge_jobs(*, now):
    """Delete jobs that ended long ago; returns how many."""
    before = now - timedelta(days=settings.KEEP_JOBS_DAYS)
    system = get_user_model().objects.system()

    def ended():
        return Job.objects.ended(before).order_by("pk")[:MOST]

    def purge(job):
        return actions.purge_job(job, by=system, now=now)

    return run_sweep("jobs.purge_jobs", ended, purge)
