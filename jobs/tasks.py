"""`run_job` has a queue and a worker of its own, so that jobs never hold up notices or draws."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone


@shared_task(name="jobs.run_job")
def run_job(job_id):
    from jobs.runner import run_slice  # the runner's actions send this task

    run_slice(job_id)


@shared_task(name="jobs.resume_jobs")
def resume_jobs():
    from jobs.actions import resume_jobs

    resume_jobs(now=timezone.now())


@shared_task(name="jobs.purge_jobs")
def purge_jobs():
    from jobs.actions import purge_jobs

    now = timezone.now()
    before = now - timedelta(days=settings.KEEP_JOBS_DAYS)
    purge_jobs(before=before, by=get_user_model().objects.system(), now=now)
