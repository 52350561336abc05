"""An import in progress: the batches of an export, and how many are written."""

from cases.import_writer.batches import split_export
from cases.import_writer.lookup import Lookup
from cases.import_writer.summary import ImportSummary
from cases.importing.rows import Note, fold_notes
from cases.importing.text import Cleaner


class Importer:
    """One object per reading of an export; the next one continues from `state`."""

    def __init__(self, export, *, name, source):
        self.export = export
        self.name = Cleaner().line(name, "name")
        self.source = Cleaner().line(source, "source", 40)
        self.batches = split_export(export)
        self.written = 0
        self.summary = ImportSummary.of(export)
        self._lookup = None

    @property
    def is_written(self):
        """Whether all batches are written; people and the run may still have to be saved."""
        return self.written == len(self.batches)

    @property
    def cases_written(self):
        return sum(len(batch.cases) for batch in self.batches[: self.written])

    def lookup(self):
        """Customers, contacts and colleagues; saves those that the export brings, once."""
        if self._lookup is None:
            self._lookup = Lookup(self.source)
            self._lookup.save_parties(self.export)
        return self._lookup

    @property
    def state(self):
        """As JSON, without what reading the export again would give."""
        added = fold_notes(self.summary.added_warnings)
        return {
            "written": self.written,
            "counts": self.summary.counts(),
            "warnings": [note_as_list(note) for note in added],
        }

    def resume(self, state):
        """Continue where the importer with this `state` stopped; {} is the beginning."""
        if not state:
            return
        self.written = state["written"]
        for name, count in state["counts"].items():
            setattr(self.summary, name, count)
        self.summary.added_warnings += [Note(*note) for note in state["warnings"]]


def note_as_list(note):
    """As JSON; `Note(*note_as_list(note))` is the same note."""
    return [note.line, note.external_id, note.reason, note.count]
