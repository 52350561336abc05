from django.db.models import Exists, F, OuterRef, Q

from cases.importing.case_columns import COLUMNS
from cases.importing.rows import Note
from cases.models import ImportRun
from cases.rules import can_import
from files.models import StoredFile
from jobs.models import Job
from jobs.states import OPEN, State

JOB = "cases.import"
SHOWN = 500
UNDER_WAY = 5
REQUIRED = {"external_id": "Case number", "status": "Status", "opened_at": "Created"}
OPTIONAL = {
    "subject": "Subject",
    "description": "Description",
    "priority": "Priority",
    "updated_at": "Updated",
    "solved_at": "Solved",
    "closed_at": "Closed",
    "owner_email": "Owner",
    "customer": "Customer",
    "contact_email": "Contact",
    "tags": "Tags",
    "product": "Product",
    "affected_asset": "Asset",
    "parent_id": "Parent",
}
NAMES_SHOWN = 4


def last_import_at():
    """When cases were last imported, by anybody; None before the first import."""
    return ImportRun.objects.values_list("imported_at", flat=True).first()


def imports_page(user):
    """Imports that run, failed or are only previewed, and the runs of earlier ones."""
    imports = Job.objects.filter(kind=JOB, payload__dry_run=False, state=State.DONE)
    imported = imports.filter(payload__file=OuterRef("payload__file"))
    previewed = Q(state=State.DONE, payload__dry_run=True) & ~Exists(imported)
    jobs = Job.objects.visible_to(user).filter(Q(state__in=[*OPEN, State.FAILED]) | previewed)
    jobs = jobs.filter(kind=JOB)
    return {
        "jobs": list(jobs.select_related("by")[:UNDER_WAY]),
        "runs": list(ImportRun.objects.visible_to(user).select_related("by")[:50]),
        "required": list_columns(REQUIRED),
        "optional": list_columns(OPTIONAL),
    }


def list_columns(labels):
    """(label, names that a file may give it) of columns, the best names first."""
    return [(label, COLUMNS[ours][:NAMES_SHOWN]) for ours, label in labels.items()]


def import_page(run):
    """An import with its first notes of each kind, so that a file of bad rows opens too."""
    notes = run.rejects.order_by(F("line").asc(nulls_first=True), "pk")
    return {
        "run": run,
        "rejected": list(notes.filter(is_warning=False)[:SHOWN]),
        "warnings": list(notes.filter(is_warning=True)[:SHOWN]),
    }


def finished_previews(user):
    """The jobs of successful previews, for people who may import."""
    jobs = Job.objects.visible_to(user) if can_import(user) else Job.objects.none()
    return jobs.filter(kind=JOB, payload__dry_run=True, state=State.DONE)


def preview_page(job):
    """What an import would do, as the job of its preview kept it."""
    notes = {name: [Note(*note) for note in job.result[name]] for name in ("rejected", "warnings")}
    has_file = StoredFile.objects.filter(pk=job.payload["file"]).exists()
    return job.result | notes | {"job": job, "has_file": has_file}
