"""An uploaded export is read and imported by a worker, batch by batch."""

import shutil
from datetime import timedelta
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.urls import reverse

from cases.actions import import_batch, preview_import
from cases.import_writer.importer import Importer, note_as_list
from cases.importing.isolated import PREFIX, read_isolated
from cases.importing.read_limits import Limits
from cases.importing.rows import UnreadableExport
from files.models import StoredFile
from jobs.registry import JobFailed, JobKind, register

PREVIEW_LEASE = timedelta(minutes=10)  # as long as a task may take
SHOWN = 500  # notes of a preview that its page shows

last_read = {}  # {digest of a file: its export and format}, of one file at most


@register
class CaseImport(JobKind):
    """The payload names the stored file, the source and whether it is a preview."""

    kind = "cases.import"
    unit = "cases"
    again_label = "Choose another file"
    preparing = "Reading the file"
    crumbs = (("Cases", "cases"), ("Import", "cases_import"))

    def prepare(self):
        file = StoredFile.objects.filter(pk=self.job.payload["file"]).first()
        if file is None:
            raise JobFailed("The uploaded file has been deleted. Choose it again.")
        export, form = read_once(file)
        source = self.job.payload["source"] or form
        self.importer = Importer(export, name=file.name, source=source)
        self.importer.resume(self.job.cursor)
        self.job.total = len(export.cases)

    def step(self, *, now):
        if self.job.payload["dry_run"]:
            last_read.clear()
            summary = preview_import(self.importer, by=self.job.by, now=now)
            self.job.done = self.job.total
            self.job.result = preview_result(summary)
            return True
        is_done = import_batch(self.importer, by=self.job.by, now=now)
        self.job.cursor = self.importer.state
        self.job.done = self.importer.cases_written
        if is_done:
            last_read.clear()
            self.job.result = {"run": self.importer.summary.run.pk}
        return is_done

    @classmethod
    def lease(cls, job):
        """A preview is one long step, since it is rolled back as a whole."""
        return PREVIEW_LEASE if job.payload["dry_run"] else super().lease(job)

    @classmethod
    def result_url(cls, job):
        if job.payload["dry_run"]:
            return reverse("import_preview", args=[job.pk])
        return reverse("import_run", args=[job.result["run"]])

    @classmethod
    def again_url(cls, job):
        return reverse("cases_import")


def read_once(file):
    """As `read_stored`; the next slice of the job gets the same rows if it is in this process."""
    if file.digest not in last_read:
        last_read.clear()
        last_read[file.digest] = read_stored(file)
    return last_read[file.digest]


def read_stored(file):
    """The export in a stored file and its format, read in a process of its own; JobFailed."""
    limits = Limits(**settings.IMPORT_LIMITS["upload"])
    with NamedTemporaryFile(prefix=PREFIX) as copy:
        with file.content.open() as content:
            shutil.copyfileobj(content, copy)
        copy.flush()
        try:
            return read_isolated(copy.name, fields=settings.ZENDESK_FIELDS, limits=limits)
        except UnreadableExport as error:
            raise JobFailed(str(error)) from error


def preview_result(summary):
    """What the page of a preview shows: the counts, and the first notes of each kind."""
    notes = {"rejected": summary.rejected, "warnings": summary.warnings}
    shown = {name: [note_as_list(note) for note in some[:SHOWN]] for name, some in notes.items()}
    totals = {f"total_{name}": len(some) for name, some in notes.items()}
    return {"counts": summary.counts(), **shown, **totals}
