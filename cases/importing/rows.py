"""The rows that every reader returns, whatever the export looks like."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime


class UnreadableExport(Exception):
    """The file or folder as a whole cannot be read. Carries one sentence for the user."""


class BadRow(Exception):
    """This row cannot be used. Carries the reason that the table of rejected rows shows."""


@dataclass(frozen=True, slots=True)
class Note:
    """A rejected row or a warning.

    `line` is the line of a CSV on which the row begins, or the place of a record in its JSON file;
    both count from 1. `count` is how many rows it stands for, the one that it names included.
    `reason` begins with the name of the `file`, if there is one.
    """

    line: int
    external_id: str
    reason: str
    count: int = 1
    file: str = ""

    @property
    def kind(self):
        """The reason without its file: notes of one kind are folded into one."""
        return self.reason.removeprefix(f"{self.file}: ")

    def as_dict(self):
        note = {"line": self.line, "id": self.external_id, "reason": self.reason}
        return note | {"count": self.count} if self.count > 1 else note


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """The organisation. Without an id (a CSV knows only names) it is found by its name."""

    external_id: str = ""
    name: str = ""
    annual_revenue: int | None = None
    renewal_date: date | None = None
    churn_risk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Anybody the helpdesk names: `is_staff` are agents, the others are contacts of `customer`."""

    external_id: str = ""
    name: str = ""
    email: str = ""
    is_staff: bool = False
    is_active: bool = True
    customer: CustomerRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    external_id: str
    case_id: str
    author: PersonRow
    body: str
    written_at: datetime
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case. Times are aware UTC datetimes; `updated_at` is the helpdesk's own, or None."""

    line: int
    external_id: str
    status: str
    opened_at: datetime
    subject: str
    description: str = ""
    url: str = ""
    product: str = ""
    affected_asset: str = ""
    priority: str = ""
    tags: tuple[str, ...] = ()
    updated_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    is_deleted: bool = False
    is_major: bool = False
    parent_id: str = ""
    owner: PersonRow | None = None
    contact: PersonRow | None = None
    customer: CustomerRow | None = None

    @property
    def last_named_time(self):
        """The latest of the times that the row itself names."""
        times = (self.opened_at, self.updated_at, self.solved_at, self.closed_at)
        return max(time for time in times if time)


@dataclass(slots=True)
class Export:
    """All of one export: one row per case; `duplicates` counts the rows that these superseded.

    `left_out` are the names of its files that were not read.
    """

    cases: list[CaseRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    customers: list[CustomerRow] = field(default_factory=list)
    comments: list[CommentRow] = field(default_factory=list)
    rejected: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    duplicates: int = 0
    left_out: list[str] = field(default_factory=list)

    @property
    def rows(self):
        """How many case rows the export held, good or bad."""
        return len(self.cases) + len(self.rejected) + self.duplicates


def keep_newest(rows):
    """One row per id, in first-seen order, and how many were superseded.

    The newest wins, because cursor pages repeat a case that changed during the export. Of rows that
    are equally new, the last in the file wins.
    """
    newest = {}
    for row in rows:
        other = newest.get(row.external_id)
        if other is None or not is_older(row, other):
            newest[row.external_id] = row
    return list(newest.values()), len(rows) - len(newest)


def is_older(row, other):
    """By the helpdesk's own time of the last change, else by the latest time that each names."""
    if row.updated_at and other.updated_at:
        return row.updated_at < other.updated_at
    return row.last_named_time < other.last_named_time


def fold_notes(notes):
    """Notes of one kind as one, which keeps the place of the first and counts them all."""
    first = {}
    counts = Counter()
    for note in notes:
        first.setdefault(note.kind, note)
        counts[note.kind] += note.count
    return [replace(note, count=counts[kind]) for kind, note in first.items()]
