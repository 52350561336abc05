from datetime import UTC, datetime, timedelta

from core.work_items import WorkItem, sort_work_items

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def item(label, **dates):
    return WorkItem(kind="x", what="", detail="", url="", label=label, **dates)


def test_late_items_come_first_then_by_due_date_then_what_waited_longest():
    items = [
        item("new", since=NOW - HOUR),
        item("old", since=NOW - 3 * HOUR),
        item("due later", due_at=NOW + 2 * HOUR, since=NOW),
        item("due soon", due_at=NOW + HOUR),
        item("late", due_at=NOW - HOUR),
    ]
    labels = [each.label for each in sort_work_items(items, NOW)]
    assert labels == ["late", "due soon", "due later", "old", "new"]
