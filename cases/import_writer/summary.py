from dataclasses import dataclass, field

from cases.importing.rows import Note
from cases.models import Case, ImportRun


@dataclass(slots=True)
class ImportSummary:
    """What an import did, or, as a rehearsal, would do.

    `skipped` were deleted upstream, or are older than what is here. `run` is None for a rehearsal.
    """

    created: list[Case] = field(default_factory=list)
    updated: list[tuple[Case, dict]] = field(default_factory=list)
    unchanged: int = 0
    skipped: int = 0
    duplicates: int = 0
    proposed: int = 0
    rejected: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    run: ImportRun | None = None

    def warn(self, row, reason):
        self.warnings.append(Note(row.line, row.external_id, reason))

    def counts(self):
        return {
            "created": len(self.created),
            "updated": len(self.updated),
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "skipped": self.skipped,
        }

    def as_dict(self):
        """The keys that scripts may rely on."""
        return self.counts() | {
            "rejected": [note.as_dict() for note in self.rejected],
            "warnings": [note.as_dict() for note in self.warnings],
        }
