from dataclasses import dataclass, field

from cases.importing.rows import Note
from cases.models import ImportRun

COUNTS = ("created", "updated", "unchanged", "duplicates", "skipped")


@dataclass(slots=True)
class ImportSummary:
    """What an import did, or, as a rehearsal, would do.

    `skipped` were deleted upstream, or are older than what is here. `run` is None for a rehearsal.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    skipped: int = 0
    proposed: int = 0
    rejected: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    run: ImportRun | None = None

    @classmethod
    def of(cls, export):
        """What is known before anything is written."""
        return cls(
            duplicates=export.duplicates,
            rejected=list(export.rejected),
            warnings=list(export.warnings),
        )

    def warn(self, row, reason):
        self.warnings.append(Note(row.line, row.external_id, reason))

    def counts(self):
        return {name: getattr(self, name) for name in COUNTS}

    def as_dict(self):
        """The keys that scripts may rely on."""
        return self.counts() | {
            "rejected": [note.as_dict() for note in self.rejected],
            "warnings": [note.as_dict() for note in self.warnings],
        }
