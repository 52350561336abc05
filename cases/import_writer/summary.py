from dataclasses import dataclass, field

from cases.importing.coverage import note_left_out
from cases.importing.rows import Note, fold_notes
from cases.models import ImportRun

COUNTS = ("created", "updated", "unchanged", "duplicates", "skipped")


@dataclass(slots=True)
class ImportSummary:
    """What an import did, or would do if it is a preview.

    `skipped` were deleted upstream, or are older than what is here. `read_warnings` came with the
    export, `added_warnings` are of writing it. `run` is None for a preview.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    skipped: int = 0
    proposed: int = 0
    rejected: list[Note] = field(default_factory=list)
    read_warnings: list[Note] = field(default_factory=list)
    added_warnings: list[Note] = field(default_factory=list)
    run: ImportRun | None = None

    @classmethod
    def of(cls, export):
        """The summary before anything is written."""
        return cls(
            duplicates=export.duplicates,
            rejected=list(export.rejected),
            read_warnings=[*export.warnings, *note_left_out(export.left_out)],
        )

    @property
    def warnings(self):
        """Each said once with a count, those about the whole export first."""
        folded = fold_notes([*self.read_warnings, *self.added_warnings])
        return sorted(folded, key=lambda note: note.line > 0)

    def warn(self, line, external_id, reason):
        self.added_warnings.append(Note(line, external_id, reason))

    def counts(self):
        return {name: getattr(self, name) for name in COUNTS}

    def as_dict(self):
        """The keys that scripts may rely on."""
        return self.counts() | {
            "rejected": [note.as_dict() for note in self.rejected],
            "warnings": [note.as_dict() for note in self.warnings],
        }
