"""The words that helpdesks use, and ours."""

from cases.importing.rows import BadRow

DELETED = "deleted"

STATUSES = {
    "new": ("new", "unassigned", "to do", "todo", "backlog"),
    "open": (
        "open",
        "reopened",
        "in progress",
        "active",
        "assigned",
        "work in progress",
        "escalated",
    ),
    "pending": (
        "pending",
        "waiting",
        "waiting on customer",
        "waiting for customer",
        "awaiting customer",
        "awaiting info",
    ),
    "hold": ("hold", "on hold", "waiting on third party", "awaiting vendor", "suspended"),
    "solved": ("solved", "resolved", "fixed", "done"),
    "closed": ("closed", "cancelled", "canceled", "archived"),
    DELETED: ("deleted", "removed", "spam"),
}

PRIORITIES = {
    "low": ("low", "lowest", "minor", "p4", "4", "trivial"),
    "normal": ("normal", "medium", "moderate", "p3", "3"),
    "high": ("high", "major", "p2", "2"),
    "urgent": ("urgent", "critical", "highest", "blocker", "p1", "1"),
    "": ("", "none", "not set"),
}

# Ours -> how a CSV may call the column, the best name first, as `plain` writes them.
COLUMNS = {
    "external_id": (
        "ticket id", "case id", "issue id", "id", "ticket number", "case number", "issue key",
        "key", "ticket", "case", "ticket no", "case no", "number",
    ),
    "subject": ("subject", "title", "summary", "short description"),
    "description": ("description", "body", "details", "long description", "first comment", "text"),
    "status": ("status", "state", "ticket status", "case status"),
    "priority": ("priority", "ticket priority", "severity", "urgency"),
    "product": ("product", "component", "product name", "area"),
    "affected_asset": ("affected asset", "asset", "configuration item", "environment"),
    "url": ("url", "link", "ticket url", "case url"),
    "tags": ("tags", "labels", "ticket tags"),
    "opened_at": (
        "created at", "opened at", "created", "opened", "created date", "created time",
        "date created", "date opened", "open date", "creation date", "date time opened",
    ),
    "updated_at": (
        "updated at", "updated", "last updated", "last modified", "modified", "updated time",
        "modified at", "last updated at",
    ),
    "solved_at": (
        "solved at", "resolved at", "solved", "resolved", "resolution date", "date resolved",
        "resolved time", "solved date",
    ),
    "closed_at": (
        "closed at", "closed", "date closed", "closed date", "closed time", "date time closed",
    ),
    "parent_id": ("problem id", "parent id", "parent", "parent case", "parent ticket", "problem"),
    "is_major": ("major", "is major", "major case"),
    "owner_id": ("assignee id", "owner id", "agent id"),
    "owner_email": ("assignee email", "owner email", "agent email", "assigned to email"),
    "owner": (
        "assignee", "assignee name", "owner", "case owner", "owner name", "agent", "agent name",
        "assigned to", "responsible",
    ),
    "customer_id": (
        "organization id", "organisation id", "customer id", "account id", "company id",
    ),
    "customer": (
        "organization", "organisation", "customer", "account", "company", "organization name",
        "organisation name", "account name", "company name", "customer name",
    ),
    "contact_id": ("requester id", "contact id"),
    "contact_email": (
        "requester email", "contact email", "customer email", "reporter email", "email", "from",
    ),
    "contact": (
        "requester", "requester name", "contact", "contact name", "reporter", "submitter", "caller",
    ),
}  # fmt: skip

NEEDED = {
    "external_id": "the case's number",
    "status": "its status",
    "opened_at": "when it was opened",
}


def status_of(text):
    """Our status for a helpdesk's word (or "deleted"); BadRow if it is missing or unknown."""
    if not text:
        raise BadRow("the status is missing")
    status = look_up(STATUSES, text)
    if status is None:
        raise BadRow(f"the status “{text[:60]}” is not known")
    return status


def priority_of(text):
    """Our priority, "" for none, or None for a word nobody knows."""
    return look_up(PRIORITIES, text)


def look_up(table, text):
    word = plain(text)
    return next((ours for ours, theirs in table.items() if word in theirs), None)


def plain(text):
    """Lower case, with anything but letters and digits as one space: "Ticket-ID" is "ticket id"."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.lower()).split())
