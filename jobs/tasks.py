"""`run_job` has a queue and a worker of its own, so that jobs never delay notices or draws."""

from celery import shared_task
from django.utils import timezone

from jobs import runner, sweeps


@shared_task(name="jobs.run_job")
def run_job(job_id):
    runner.run_slice(job_id)


@shared_task(name="jobs.resume_jobs")
def resume_jobs():
    sweeps.resume_jobs(now=timezone.now())


@shared_task(name="jobs.purge_jobs")
def purge_jobs():
    sweeps.purge_jobs(now=timezone.now())
