"""An uploaded export is read and imported by a worker, batch by batch."""

from django.conf import settings
from django.urls import reverse

from cases.actions import import_batch, rehearse_import
from cases.import_writer.importer import Importer
from cases.importing.rows import UnreadableExport
from cases.importing.upload import read_upload
from files.models import StoredFile
from jobs.registry import JobFailed, JobKind, register

SHOWN = 500  # notes of a trial that its page shows


@register
class CaseImport(JobKind):
    """The payload names the stored file, the source and whether it is a trial."""

    kind = "cases.import"
    unit = "cases"
    crumbs = (("Cases", "cases"), ("Import", "cases_import"))

    def prepare(self):
        file = StoredFile.objects.filter(pk=self.job.payload["file"]).first()
        if file is None:
            raise JobFailed("The uploaded file has been deleted. Choose it again.")
        with file.content.open() as content:
            export, form = self._read(content.read())
        source = self.job.payload["source"] or form
        self.importer = Importer(export, name=file.name, source=source)
        self.importer.resume(self.job.cursor)
        self.job.total = len(export.cases)

    def step(self, *, now):
        if self.job.payload["dry_run"]:
            summary = rehearse_import(self.importer, by=self.job.by, now=now)
            self.job.done = self.job.total
            self.job.result = trial_result(summary)
            return True
        is_done = import_batch(self.importer, by=self.job.by, now=now)
        self.job.cursor = self.importer.state
        self.job.done = self.importer.cases_written
        if is_done:
            self.job.result = {"run": self.importer.summary.run.pk}
        return is_done

    def _read(self, data):
        try:
            return read_upload(data, settings.ZENDESK_FIELDS)
        except UnreadableExport as error:
            raise JobFailed(str(error)) from error

    @classmethod
    def result_url(cls, job):
        if job.payload["dry_run"]:
            return reverse("import_trial", args=[job.pk])
        return reverse("import_run", args=[job.result["run"]])

    @classmethod
    def again_url(cls, job):
        return reverse("cases_import")


def trial_result(summary):
    """What the page of a trial shows: the counts, and the first notes of each kind."""
    notes = {"rejected": summary.rejected, "warnings": summary.warnings}
    shown = {
        name: [[note.line, note.external_id, note.reason] for note in some[:SHOWN]]
        for name, some in notes.items()
    }
    totals = {f"total_{name}": len(some) for name, some in notes.items()}
    return {"counts": summary.counts(), **shown, **totals}
