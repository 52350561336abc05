"""A CSV of cases, as messy as spreadsheets make them."""

import csv
import io
import re
from pathlib import Path

from cases.importing.dates import guess_day_first
from cases.importing.file_types import refuse_non_table
from cases.importing.records import parse_datetime, read_records
from cases.importing.rows import (
    BadRow,
    CaseRow,
    CustomerRow,
    Export,
    Note,
    PersonRow,
    UnreadableExport,
    keep_newest,
)
from cases.importing.text import ID_LIMIT
from cases.importing.vocabulary import COLUMNS, DELETED, NEEDED, plain, priority_of, status_of

SEPARATORS = ";,\t|"
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
DATES = ("opened_at", "updated_at", "solved_at", "closed_at")
MOMENT_NAMES = {
    "opened_at": "created",
    "updated_at": "updated",
    "solved_at": "solved",
    "closed_at": "closed",
}
MAX_REWINDS = 20
HEADER = 64_000  # characters in which the names of the columns must stand
LINES_OF_A_ROW = 20  # on average: texts have line breaks


def read_csv(path):
    """The export in the file at `path`. Raises UnreadableExport if it is no table of cases at all."""
    try:
        return parse_csv(Path(path).read_bytes())
    except OSError as error:
        raise UnreadableExport(f"{path} cannot be read: {error.strerror}.") from error


def parse_csv(data, most=None):
    """The export in the bytes of a file: every row of it ends as a case, a rejected row or a duplicate.

    Raises UnreadableExport if it is no table of cases, or has more rows than `most`.
    """
    refuse_non_table(data)
    export = Export()
    text = decode(data, export)
    separator, lines = find_separator(text)
    rows = split_rows(lines if most is None else lines[: most * LINES_OF_A_ROW], separator)
    if most is not None and (len(rows) > most + 1 or len(lines) > most * LINES_OF_A_ROW):
        raise UnreadableExport(
            f"The file has more than {most:,} rows: send it in parts, or import it by the command."
        )
    header_line, header = next(((line, cells) for line, cells, _ in rows if any(cells)), (0, []))
    columns = name_columns(header)
    body = [(line, cells, fault) for line, cells, fault in rows if line > header_line]
    day_first = settle_dates(body, columns, export)
    records = [
        (line, cell(cells, columns, "external_id"), (cells, fault)) for line, cells, fault in body
    ]

    def parse(record, line, cleaner):
        cells, fault = record
        if fault or len(cells) != len(header):
            raise BadRow(
                fault or f"the row has {len(cells)} fields, the first row has {len(header)}"
            )
        return parse_row(Fields(cells, columns, cleaner, day_first), line)

    parsed = read_records(records, parse, export)
    export.cases, export.duplicates = keep_newest(parsed)
    return export


def decode(data, export):
    """Text out of bytes: by the byte order mark, else UTF-8, else (with a warning) Windows-1252."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        guess = "utf-16-le" if data[1:2000:2].count(0) > len(data[:2000]) // 3 else "cp1252"
        export.warnings.append(Note(1, "", f"the file is not UTF-8; it was read as {guess}"))
        return data.decode(guess, "replace")


def find_separator(text):
    """The separator under which the first row has the most column names we know, and the file's lines."""
    lines = io.StringIO(text, newline="").readlines()
    hint = re.fullmatch(r'"?sep=(.)"?\s*', lines[0]) if lines else None
    if hint:
        lines[0] = "\n"
    if not text.strip():
        raise UnreadableExport("The file is empty.")
    if len(next((line for line in lines if line.strip()), "")) > HEADER:
        raise UnreadableExport(
            f"The first row has more than {HEADER:,} characters: these are no names of columns."
        )
    begin = io.StringIO("".join(lines[:50])[:HEADER], newline="").readlines()

    def known(separator):
        header = next((cells for _, cells, _ in split_rows(begin, separator) if any(cells)), [])
        return len(match_columns(header)), len(header)

    return (hint[1] if hint and hint[1] in SEPARATORS else max(SEPARATORS, key=known)), lines


def split_rows(lines, separator):
    """All rows as (line it begins on, cells, fault), without those that hold nothing.

    A quotation mark that nobody closes would swallow the rest of the file: then only its own line is given up, and
    reading goes on with the next one.
    """
    csv.field_size_limit(2**31 - 1)
    rows, start, rewinds = [], 0, 0
    while start < len(lines):
        feed = Feed(lines, start)
        reader = csv.reader(feed, delimiter=separator)
        begins = start
        for cells in reader:
            if feed.ran_out and rewinds < MAX_REWINDS:
                rows.append((begins + 1, cells, "a quotation mark is opened and never closed"))
                rewinds += 1
                break
            if any(value.strip() for value in cells):
                rows.append(
                    (
                        begins + 1,
                        cells,
                        "the file ends inside quotation marks" if feed.ran_out else "",
                    )
                )
            begins = feed.at
        else:
            break
        start = begins + 1
    return rows


class Feed:
    """Lines for the csv reader that remember whether it asked for more than there are: then a quote is open."""

    def __init__(self, lines, at):
        self.lines, self.at, self.ran_out = lines, at, False

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= len(self.lines):
            self.ran_out = True
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def match_columns(header):
    """{our name: position} for the names of `header` that we know."""
    names = [plain(name) for name in header]
    found = {}
    for ours, theirs in COLUMNS.items():
        name = next((name for name in theirs if name in names), None)
        if name is not None:
            found[ours] = names.index(name)
    return found


def name_columns(header):
    columns = match_columns(header)
    missing = [
        f"{what} (for example “{COLUMNS[name][0]}”)"
        for name, what in NEEDED.items()
        if name not in columns
    ]
    if missing:
        there = ", ".join(f"“{name.strip()[:40]}”" for name in header[:20])
        raise UnreadableExport(
            f"There is no column for {', nor for '.join(missing)}. The first row says: {there}."
        )
    return columns


def cell(cells, columns, name):
    place = columns.get(name)
    return cells[place] if place is not None and place < len(cells) else ""


def settle_dates(body, columns, export):
    """Whether days come before months in this file; said in a warning if only a guess is possible."""
    day_first = guess_day_first(
        cell(cells, columns, name) for _, cells, _ in body for name in DATES
    )
    if day_first is None:
        export.warnings.append(
            Note(1, "", "dates like 03/04/2026 were read with the day first: 3 April")
        )
    return day_first is not False


class Fields:
    """The cells of one row by our names, cleaned."""

    def __init__(self, cells, columns, cleaner, day_first):
        self.cells, self.columns, self.cleaner, self.day_first = cells, columns, cleaner, day_first

    def raw(self, name):
        return cell(self.cells, self.columns, name)

    def line(self, name, limit=200):
        return self.cleaner.line(self.raw(name), name.replace("_", " "), limit)

    def key(self, name):
        return self.cleaner.key(self.raw(name), name.replace("_", " "))

    def parse_datetime(self, name):
        return parse_datetime(
            self.raw(name), MOMENT_NAMES[name], needed=name == "opened_at", day_first=self.day_first
        )

    def person(self, prefix, **facts):
        """A person by id, address or name; one column may hold either of the last two."""
        name = self.line(prefix)
        email = self.cleaner.email(self.raw(f"{prefix}_email") or name, f"{prefix} email")
        name = "" if "@" in name else name
        key = self.key(f"{prefix}_id")
        if not (key or email or name):
            return None
        return PersonRow(external_id=key, name=name or email or key, email=email, **facts)


def parse_row(fields, line):
    key = fields.key("external_id")
    if not key:
        raise BadRow("the row has no case number")
    status = status_of(fields.line("status"))
    priority = priority_of(fields.line("priority"))
    if priority is None:
        fields.cleaner.changes.append(
            f"the priority “{fields.line('priority', 40)}” is not known; it was left empty"
        )
    tags = fields.cleaner.tags(fields.raw("tags"))
    customer = CustomerRow(external_id=fields.key("customer_id"), name=fields.line("customer"))
    customer = customer if customer.external_id or customer.name else None
    return CaseRow(
        line=line,
        external_id=key,
        status=status,
        is_deleted=status == DELETED,
        priority=priority or "",
        subject=fields.cleaner.subject(fields.raw("subject"), fields.raw("description")),
        description=fields.cleaner.text(fields.raw("description"), "description"),
        url=fields.cleaner.url(fields.raw("url")),
        product=fields.line("product", 120),
        affected_asset=fields.line("affected_asset"),
        tags=tags,
        is_major="major" in tags
        or plain(fields.line("is_major")) in ("yes", "true", "1", "x", "y"),
        parent_id=fields.cleaner.line(fields.raw("parent_id"), "parent", ID_LIMIT),
        customer=customer,
        owner=fields.person("owner", is_staff=True),
        contact=fields.person("contact", customer=customer),
        **{name: fields.moment(name) for name in DATES},
    )
