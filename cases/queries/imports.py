from cases.importing.rows import Note
from cases.models import ImportRun
from cases.rules import can_import
from jobs.models import Job
from jobs.states import OPEN, State

JOB = "cases.import"
SHOWN = 500
UNDER_WAY = 5


def last_import_at():
    """When cases were last imported, by anybody; None before the first import."""
    return ImportRun.objects.values_list("imported_at", flat=True).first()


def imports_page(user):
    """Imports that are under way or failed lately, and the runs of earlier ones."""
    jobs = Job.objects.visible_to(user).filter(kind=JOB, state__in=[*OPEN, State.FAILED])
    return {
        "jobs": list(jobs.select_related("by")[:UNDER_WAY]),
        "runs": list(ImportRun.objects.visible_to(user).select_related("by")[:50]),
    }


def import_page(run):
    """The first notes of each kind of one import: even a file of bad rows must open."""
    notes = run.rejects.order_by("line", "pk")
    return {
        "run": run,
        "rejected": list(notes.filter(is_warning=False)[:SHOWN]),
        "warnings": list(notes.filter(is_warning=True)[:SHOWN]),
    }


def finished_trials(user):
    """The jobs of trial imports that ended well, for those who may import."""
    jobs = Job.objects.visible_to(user) if can_import(user) else Job.objects.none()
    return jobs.filter(kind=JOB, payload__dry_run=True, state=State.DONE)


def trial_page(job):
    """What a trial import would have done, as its job kept it."""
    notes = {name: [Note(*note) for note in job.result[name]] for name in ("rejected", "warnings")}
    return job.result | notes | {"job": job}
