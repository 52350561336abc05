"""Run jobs where no worker is."""

from django.utils import timezone

from jobs.models import Job
from jobs.runner import run_slice


def run_jobs():
    """Run every due job to its end, slice by slice; what waits for another try is left waiting."""
    while job := Job.objects.due(timezone.now()).order_by("pk").first():
        assert run_slice(job.pk)
