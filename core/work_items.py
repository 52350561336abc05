"""`WorkItem`: a row of My week."""

from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """`label` is the text of the button; `template` renders the row.

    Everything that waits has a date: `since` with its word ("sent", "asked"), `due_at`, or both.
    """

    kind: str
    what: str
    detail: str
    url: str
    label: str
    due_at: datetime | None = None
    since: datetime | None = None
    since_word: str = "since"
    template: str = "parts/work_item.html"
    icon: str = "circle-dot"
    tone: str = "info"


def sort_work_items(items, now):
    """Late ones first, then by due date, then what has waited longest."""

    def urgency(item):
        is_late = item.due_at is not None and item.due_at < now
        return not is_late, item.due_at or NEVER, item.since or NEVER

    return sorted(items, key=urgency)
