"""Imports on the My week of coordinators."""

from django.urls import reverse

from cases.models import ImportRun
from cases.queries.imports import JOB
from core.my_week import Card, Happening, happenings_since
from core.shared_queries import shared_query
from core.text import count_of
from core.work_items import WorkItem
from jobs.models import Job
from jobs.states import State


@shared_query
def latest_runs(user):
    """The newest imports that `user` may see, newest first."""
    return list(ImportRun.objects.visible_to(user)[:3])


def due_for(user, now):
    """The last import, if it failed and none has succeeded since; for coordinators."""
    if not user.is_coordinator:
        return []
    runs = latest_runs(user)
    failed = Job.objects.visible_to(user).filter(kind=JOB, state=State.FAILED)
    if runs:
        failed = failed.filter(finished_at__gt=runs[0].imported_at)
    job = failed.order_by("-finished_at").first()
    if job is None:
        return []
    return [
        WorkItem(
            kind="import",
            what="The last import failed",
            detail=job.error,
            url=reverse("job", args=[job.pk]),
            label="See why",
            since=job.finished_at,
            since_word="stopped",
            icon="triangle-alert",
            tone="warn",
        )
    ]


def cards_for(user, now):
    """The results of the last import, for coordinators."""
    if not user.is_coordinator:
        return []
    runs = latest_runs(user)
    return [Card("cases/_last_import_card.html", {"run": runs[0] if runs else None}, order=40)]


def happenings_for(user, now):
    """This week's imports, for coordinators."""
    if not user.is_coordinator:
        return []
    since = happenings_since(now)
    return [
        Happening(
            run.imported_at,
            "upload",
            f"An import brought {count_of(run.counts.get('created', 0), 'new case')}",
            reverse("import_run", args=[run.pk]),
        )
        for run in latest_runs(user)
        if run.imported_at >= since
    ]
