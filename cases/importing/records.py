"""Shared by both readers: turn a record into a row or a rejected row, with warnings."""

from cases.importing.dates import read_datetime
from cases.importing.rows import BadRow, Note
from cases.importing.text import ID_LIMIT, Cleaner
from cases.importing.vocabulary import (
    guess_status,
    is_empty,
    is_number,
    priority_of,
    status_of,
)

REASON_LIMIT = 300


def read_records(records, parse, export, *, name=""):
    """Call `parse(record, line, cleaner)` for each (line, id, record); returns the parsed rows.

    The rows that it rejects and the texts that it changes are noted in `export`. `name` is the file
    of an export, for the reasons.
    """
    rows = []
    for line, key, record in records:
        cleaner = Cleaner()
        note = NoteTaker(line, key, name)
        try:
            rows.append(parse(record, line, cleaner))
        except BadRow as error:
            export.rejected.append(note(str(error)))
        else:
            export.warnings.extend(note(change) for change in dict.fromkeys(cleaner.changes))
    return rows


class NoteTaker:
    def __init__(self, line, key, name):
        self.line = line
        self.key = Cleaner().line(key, "id")[:ID_LIMIT]
        self.name = name

    def __call__(self, reason):
        reason = f"{self.name}: {reason}" if self.name else reason
        return Note(self.line, self.key, reason[:REASON_LIMIT], file=self.name)


def read_needed_time(value, name, *, day_first=True):
    """The time in `value`; BadRow if there is none or it is unreadable."""
    text = time_text(value, name)
    if not text:
        raise BadRow(f"{name} is missing")
    return parse_time(text, name, day_first)


def read_time(value, name, cleaner, *, day_first=True):
    """The time in `value`, None for none; an unreadable one is left empty with a warning."""
    text = time_text(value, name)
    if not text:
        return None
    try:
        return parse_time(text, name, day_first)
    except BadRow as error:
        cleaner.leave_empty(str(error))
        return None


def parse_time(text, name, day_first):
    try:
        return read_datetime(text, day_first=day_first)
    except ValueError as error:
        raise BadRow(f"{name} is not a date: “{text[:60]}”") from error


def time_text(value, name):
    text = Cleaner().text(value, name)
    return "" if is_empty(text) else text


def read_status(value, cleaner, *, solved_at=None, closed_at=None):
    """Our status for the helpdesk's (or "deleted").

    An unknown one is guessed from its name, else from the times of solving and closing; BadRow if
    neither helps.
    """
    word = cleaner.line(value, "status")
    word = "" if is_empty(word) else word
    status = status_of(word)
    if status is not None:
        return status
    status = guess_status(word) or status_by_times(solved_at, closed_at)
    shown = word[:60]
    if status is None and is_number(word):
        raise BadRow(f"the status “{shown}” is a code: export the statuses as words")
    if status is None:
        raise BadRow(f"the status “{shown}” is not known" if word else "the status is missing")
    cleaner.changes.append(f"the status “{shown}” is not known; the case counts as {status}")
    return status


def status_by_times(solved_at, closed_at):
    if closed_at:
        return "closed"
    return "solved" if solved_at else None


def read_priority(value, cleaner):
    """Our priority, or "". A bare number says nothing: 1 may be the highest or the lowest."""
    word = cleaner.line(value, "priority")
    if is_empty(word):
        return ""
    if is_number(word):
        cleaner.leave_empty(f"the priority “{word[:40]}” is only a number")
        return ""
    priority = priority_of(word)
    if priority is None:
        cleaner.leave_empty(f"the priority “{word[:40]}” is not known")
    return priority or ""
