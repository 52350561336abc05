"""The content of an export. Times are aware, days are dates, texts are as typed."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from reviews.naming import review_name


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class ExportComment:
    """One comment of a thread; a deleted one has no text.

    `proposals` are those of a second opinion, one line each.
    """

    author: Person
    at: datetime
    text: str
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    is_opinion: bool = False
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportThread:
    """A thread with its comments in order.

    `criterion` is the position of the criterion it is about, None for the whole review.
    """

    criterion: int | None
    comments: tuple[ExportComment, ...]
    resolved_at: datetime | None = None
    resolved_by: Person | None = None


@dataclass(frozen=True, slots=True)
class ExportQuotation:
    """Words of the case; `text` is empty once they are deleted. `author_kind`: customer, staff."""

    author: str
    author_kind: str
    visibility: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ExportAnswerVersion:
    """An earlier version of an answer that was changed after the review was sent."""

    value: str
    comment: str
    written_at: datetime
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class ExportAnswer:
    """One criterion; `value` is yes, no, na or (in a draft) empty. `earlier` versions in order."""

    position: int
    criterion: str
    value: str = ""
    comment: str = ""
    quotations: tuple[ExportQuotation, ...] = ()
    earlier: tuple[ExportAnswerVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportOpinion:
    """A second opinion that the exporting person asked for.

    `answer` is empty without an answer, and for one that is a comment in the threads.
    """

    manager: Person
    asked_at: datetime
    state: str
    state_label: str
    question: str
    ended_at: datetime | None = None
    answer: str = ""
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportReview:
    """One review as the exporting person sees it; `side` is given or received."""

    id: int
    side: str
    kind: str
    state: str
    state_label: str
    case_source: str
    case_number: str
    case_url: str
    subject: str
    customer: str
    reviewer: Person
    owner: Person
    rubric: str
    rubric_version: int
    started_at: datetime
    pool: str = ""
    monday: date | None = None
    submitted_at: datetime | None = None
    read_at: datetime | None = None
    acknowledged_at: datetime | None = None
    used_at: datetime | None = None
    ended_at: datetime | None = None
    closing_note: str = ""
    technical_notes: str = ""
    takeaway: str = ""
    answers: tuple[ExportAnswer, ...] = ()
    threads: tuple[ExportThread, ...] = ()
    opinions: tuple[ExportOpinion, ...] = ()

    @property
    def name(self):
        """Named by the Monday of its cycle, or of the week it was started in."""
        started = self.started_at.date()
        monday = self.monday or started - timedelta(days=started.weekday())
        return review_name(monday, self.reviewer.name, self.owner.name, self.case_number)


@dataclass(frozen=True, slots=True)
class Export:
    """Whose export it is, when it was made, the zone of its Markdown times, and its filters."""

    person: Person
    made_at: datetime
    zone: tzinfo
    narrowed_to: dict[str, str] = field(default_factory=dict)
