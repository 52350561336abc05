from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from jobs.models import Job
from jobs.registry import kind_of
from jobs.rules import can_cancel, can_retry


def visible_jobs(user):
    return Job.objects.visible_to(user).select_related("by")


def job_page(job, user):
    """The job with details from its kind: the unit of progress, and where to continue."""
    kind = kind_of(job)
    return {
        "job": job,
        "unit": kind.unit,
        "preparing": kind.preparing,
        "crumbs": kind.crumbs,
        "result_url": kind.result_url(job) if job.state == "done" else "",
        "again_url": kind.again_url(job) if job.state == "failed" else "",
        "again_label": kind.again_label,
        "can_cancel": can_cancel(user, job),
        "can_retry": can_retry(user, job),
    }


@dataclass(frozen=True)
class Waiting:
    """Jobs that a worker could run now, and since when the oldest of them could."""

    count: int
    since: datetime | None

    def age(self, now):
        return now - self.since if self.since else timedelta()


def waiting_jobs(now):
    figures = Job.objects.due(now).aggregate(count=Count("pk"), since=Min("not_before"))
    return Waiting(**figures)
