"""The loop that both readers share: a record becomes a row or a rejected row, and warnings."""

from cases.importing.dates import read_datetime
from cases.importing.rows import BadRow, Note
from cases.importing.text import ID_LIMIT, Cleaner

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
        return Note(
            self.line,
            self.key,
            f"{self.name}: {reason}"[:REASON_LIMIT] if self.name else reason[:REASON_LIMIT],
        )


def parse_datetime(value, name, *, needed=False, day_first=True):
    """The time in `value`, None for none; BadRow if it is unreadable, or needed and missing."""
    text = Cleaner().text(value, name)
    if not text:
        if needed:
            raise BadRow(f"{name} is missing")
        return None
    try:
        return read_datetime(text, day_first=day_first)
    except ValueError as error:
        raise BadRow(f"{name} is not a date: “{text[:60]}”") from error
