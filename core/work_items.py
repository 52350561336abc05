"""One thing that waits for one person: the row type of My week."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WorkItem:
    """`kind` picks the order, `label` is the button's text, `template` draws the row if the plain one will not do.

    Everything that waits has a date: `since` with its word ("sent", "asked"), or when it is due, or both.
    """

    kind: str
    what: str
    detail: str
    url: str
    label: str
    due_at: datetime | None = None
    since: datetime | None = None
    since_word: str = "since"
    template: str = "parts/due.html"
    icon: str = "circle-dot"
    tone: str = "info"
