"""The words that helpdesks use, and ours."""

import re

DELETED = "deleted"

# What stands in a field that is empty: of spreadsheets, of databases and of data frames.
EMPTY = {
    "", "-", "--", "---", "–", "—", "n/a", "#n/a", "n.a.", "null", "none", "nil", "undefined",
    "\\n", "(null)", "(none)", "(blank)", "(empty)", "<null>", "<none>", "not applicable",
    "not set", "no value",
}  # fmt: skip
EMPTY_AS_WRITTEN = {"nan", "NaN", "NAN", "NaT", "NA"}  # Nan, Nat and Na are names of people
# Of these only machines write: a person may well call a case "Null" or "None".
EMPTY_TEXTS = {"", "-", "--", "nan", "NaN", "null", "NULL", "N/A", "n/a", "#N/A", "\\N", "<null>"}
NOBODY = {
    "unassigned", "not assigned", "nobody", "no one", "no owner", "no agent", "no assignee",
    "unknown", "no organization", "no organisation", "no company", "no customer",
    "nicht zugewiesen",
}  # fmt: skip

NOT_ALNUM = re.compile(r"[\W_]+")
LONGEST = 20  # characters of any of these words

STATUSES = {
    "new": (
        "new", "unassigned", "to do", "todo", "backlog", "received", "triage", "submitted",
        "selected for development", "neu",
    ),
    "open": (
        "open", "reopened", "in progress", "active", "assigned", "work in progress", "escalated",
        "working", "in review", "under review", "being processed", "waiting on us",
        "waiting on agent", "waiting for agent", "waiting for support", "customer replied",
        "customer responded", "under investigation", "offen", "in bearbeitung",
    ),
    "pending": (
        "pending", "waiting", "waiting on customer", "waiting for customer", "waiting on contact",
        "awaiting customer", "awaiting info", "awaiting your reply", "awaiting reply",
        "awaiting response", "answered", "pending reminder", "pending close", "wartend",
    ),
    "hold": (
        "hold", "on hold", "waiting on third party", "waiting for approval", "awaiting vendor",
        "suspended", "blocked", "pausiert",
    ),
    "solved": (
        "solved", "resolved", "fixed", "done", "complete", "completed", "gelöst", "erledigt",
    ),
    "closed": (
        "closed", "cancelled", "canceled", "archived", "merged", "duplicate", "declined",
        "rejected", "won t do", "won t fix", "closed complete", "closed incomplete", "geschlossen",
    ),
    DELETED: ("deleted", "removed", "spam", "trash", "gelöscht"),
}  # fmt: skip

# How the words of an unknown status begin, where they still say what it means.
STATUS_HINTS = {
    "closed": ("closed", "cancel", "merged", "archiv", "duplicate", "withdrawn", "rejected"),
    "solved": ("solved", "resolved", "done", "fixed", "completed", "finished"),
    "hold": ("hold", "paused", "postponed", "blocked", "vendor"),
    "pending": ("waiting", "awaiting", "pending"),
    "open": ("open", "progress", "review", "working", "investigat", "escalat", "assigned"),
    "new": ("new",),
}

PRIORITIES = {
    "low": ("low", "lowest", "minor", "p4", "trivial", "planning", "niedrig"),
    "normal": ("normal", "medium", "moderate", "standard", "default", "p3", "mittel"),
    "high": ("high", "major", "important", "p2", "hoch"),
    "urgent": (
        "urgent", "critical", "highest", "blocker", "immediate", "emergency", "p1", "dringend",
        "kritisch",
    ),
}  # fmt: skip


def is_empty(text):
    """Whether `text` is one of the ways to write that there is nothing."""
    text = text.strip()
    if len(text) > LONGEST:
        return False
    return text.lower() in EMPTY or text in EMPTY_AS_WRITTEN


def is_empty_text(text):
    """The same for a subject or a description, where fewer words stand for nothing."""
    return text.strip() in EMPTY_TEXTS


def is_nobody(text):
    """Whether `text`, in a column of names, means that there is no person."""
    if len(text) > LONGEST or text.isdigit():
        return False
    return is_empty(text) or plain(text) in NOBODY


def status_of(text):
    """Our status for a helpdesk's status (or "deleted"), or None if it is unknown."""
    return look_up(STATUSES, text)


def guess_status(text):
    """The status that an unknown name hints at, or None."""
    words = plain(text).split()
    if "not" in words:
        return None
    for status, beginnings in STATUS_HINTS.items():
        if any(word.startswith(beginnings) for word in words):
            return status
    return None


def priority_of(text):
    """Our priority, or None if it is unknown. "P2 High" and "High 2" count as "High"."""
    word = plain(text)
    return look_up(PRIORITIES, word) or look_up(PRIORITIES, re.sub(r"^p?\d+ | p?\d+$", "", word))


def is_number(text):
    return bool(re.fullmatch(r"[\d.,+-]*\d", text.strip()))


def look_up(table, text):
    word = plain(text)
    return next((ours for ours, theirs in table.items() if word in theirs), None)


def plain(text):
    """Lower case, with anything but letters and digits as one space: "Ticket-ID" is "ticket id"."""
    return NOT_ALNUM.sub(" ", text.lower()).strip()
