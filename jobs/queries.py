from jobs.models import Job
from jobs.registry import kind_of
from jobs.rules import can_cancel, can_retry


def visible_jobs(user):
    return Job.objects.visible_to(user).select_related("by")


def job_page(job, user):
    """The job with what its kind says of it: unit of its progress, and where to go on."""
    kind = kind_of(job)
    return {
        "job": job,
        "unit": kind.unit,
        "result_url": kind.result_url(job) if job.state == "done" else "",
        "again_url": kind.again_url(job) if job.state == "failed" else "",
        "can_cancel": can_cancel(user, job),
        "can_retry": can_retry(user, job),
    }
