"""The one loop that both readers share: every record becomes a row, a rejected row, and perhaps a warning."""

from cases.importing.dates import read_datetime
from cases.importing.rows import BadRow, Note
from cases.importing.text import ID_LIMIT, Cleaner

REASON_LIMIT = 300


def read_records(records, parse, export, *, name=""):
    """`parse(record, line, cleaner)` for each (line, id, record); what it raises or changes goes into `export`.

    Returns the parsed rows. `name` says in the reasons which file of an export they speak of.
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
    """The moment that `value` says, None for none; BadRow if it cannot be read, or is missing where it is needed."""
    text = Cleaner().text(value, name)
    if not text:
        if needed:
            raise BadRow(f"{name} is missing")
        return None
    try:
        return read_datetime(text, day_first=day_first)
    except ValueError as error:
        raise BadRow(f"{name} is not a date: “{text[:60]}”") from error
