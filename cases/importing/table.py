"""A table in the bytes of a file, as messy as spreadsheets make them.

What its columns mean is up to the caller.
"""

import csv
import io
import re
from dataclasses import dataclass, field

from cases.importing.dates import guess_day_first
from cases.importing.file_types import refuse_non_table
from cases.importing.rows import Note, UnreadableExport
from cases.importing.vocabulary import plain

SEPARATORS = ";,\t|"
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
MAX_REWINDS = 20
HEADER = 64_000  # characters in which the names of the columns must stand
LINES_OF_A_ROW = 20  # on average: texts have line breaks
START = 4 * HEADER  # bytes in which they must stand: UTF-32 takes four a character


@dataclass(frozen=True)
class Columns:
    """The columns that a table may have.

    `names` are {our name: names that a file may use, the best one first}. `needed` are
    {our name: what it is, in words}; a table without one of these is refused.
    """

    names: dict[str, tuple[str, ...]]
    needed: dict[str, str]

    def match(self, header):
        """{our name: position} for the names of `header` that we know."""
        theirs = [plain(name) for name in header]
        positions = {}
        for ours, names in self.names.items():
            name = next((name for name in names if name in theirs), None)
            if name is not None:
                positions[ours] = theirs.index(name)
        return positions

    def locate(self, header):
        """As `match`; raises UnreadableExport that says which needed column is missing."""
        positions = self.match(header)
        missing = [
            f"{what} (for example “{self.names[name][0]}”)"
            for name, what in self.needed.items()
            if name not in positions
        ]
        if missing:
            names = ", ".join(f"“{name.strip()[:40]}”" for name in header[:20])
            raise UnreadableExport(
                f"There is no column for {', nor for '.join(missing)}. The first row says: {names}."
            )
        return positions


@dataclass
class Table:
    """`rows` are (line it begins on, cells, fault); a row with a fault cannot be used."""

    positions: dict[str, int]
    width: int
    rows: list[tuple[int, list[str], str]]
    warnings: list[Note] = field(default_factory=list)

    def cell(self, cells, name):
        """The text under our `name`, "" where there is no such column or the row is too short."""
        position = self.positions.get(name)
        return cells[position] if position is not None and position < len(cells) else ""

    def settle_day_first(self, names):
        """Whether days come before months in the columns `names`; a mere guess is a warning."""
        cells = (self.cell(cells, name) for _, cells, _ in self.rows for name in names)
        day_first = guess_day_first(cells)
        if day_first is None:
            reason = "dates like 03/04/2026 were read with the day first: 3 April"
            self.warnings.append(Note(1, "", reason))
        return day_first is not False


def read_table(data, columns, most=None):
    """The table in the bytes of a file.

    Raises UnreadableExport if a needed column is missing, or there are more rows than `most`.
    """
    refuse_non_table(data)
    text, warnings = decode(data)
    separator, lines = find_separator(text, columns)
    most_lines = len(lines) if most is None else most * LINES_OF_A_ROW
    rows = split_rows(lines[:most_lines], separator)
    if most is not None and (len(rows) > most + 1 or len(lines) > most_lines):
        raise UnreadableExport(
            f"The file has more than {most:,} rows: split it, or use the import command."
        )
    header_line, header = find_header(rows)
    return Table(
        positions=columns.locate(header),
        width=len(header),
        rows=[row for row in rows if row[0] > header_line],
        warnings=warnings,
    )


def check_start(data, columns):
    """Raises UnreadableExport if a file that begins with `data` is plainly no such table."""
    start = data[:START]
    refuse_non_table(start)
    text, _ = decode(start)
    separator, lines = find_separator(text, columns)
    columns.locate(find_header(split_rows(lines[:50], separator))[1])


def decode(data):
    """Text out of bytes, and warnings: by the byte order mark, else UTF-8, else Windows-1252."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        has_zeros = data[1:2000:2].count(0) > len(data[:2000]) // 3
        guess = "utf-16-le" if has_zeros else "cp1252"
        warning = Note(1, "", f"the file is not UTF-8; it was read as {guess}")
        return data.decode(guess, "replace"), [warning]


def find_separator(text, columns):
    """The separator under which the first row has the most known names, and the file's lines."""
    lines = io.StringIO(text, newline="").readlines()
    hint = re.fullmatch(r'"?sep=(.)"?\s*', lines[0]) if lines else None
    if hint:
        lines[0] = "\n"
    if not text.strip():
        raise UnreadableExport("The file is empty.")
    if len(next((line for line in lines if line.strip()), "")) > HEADER:
        raise UnreadableExport(
            f"The first row has more than {HEADER:,} characters: these are not column names."
        )
    if hint and hint[1] in SEPARATORS:
        return hint[1], lines
    start = io.StringIO("".join(lines[:50])[:HEADER], newline="").readlines()

    def columns_under(separator):
        _, header = find_header(split_rows(start, separator))
        return len(columns.match(header)), len(header)

    return max(SEPARATORS, key=columns_under), lines


def find_header(rows):
    """The first row with a text in it, as (line, cells)."""
    return next(((line, cells) for line, cells, _ in rows if any(cells)), (0, []))


def split_rows(lines, separator):
    """All rows as (line it begins on, cells, fault), without those that hold nothing.

    A quotation mark that nobody closes would swallow the rest of the file: then only its own line
    is given up, and reading goes on with the next one.
    """
    csv.field_size_limit(2**31 - 1)
    rows = []
    start = 0
    rewinds = 0
    while start < len(lines):
        feed = Feed(lines, start)
        reader = csv.reader(feed, delimiter=separator)
        begins = start
        for cells in reader:
            if feed.ran_out and rewinds < MAX_REWINDS:
                rows.append((begins + 1, cells, "a quotation mark is never closed"))
                rewinds += 1
                break
            if any(value.strip() for value in cells):
                fault = "the file ends inside quotation marks" if feed.ran_out else ""
                rows.append((begins + 1, cells, fault))
            begins = feed.at
        else:
            break
        start = begins + 1
    return rows


class Feed:
    """Lines for the csv reader that remember whether it asked for more than there are.

    Then a quotation mark is open.
    """

    def __init__(self, lines, at):
        self.lines = lines
        self.at = at
        self.ran_out = False

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= len(self.lines):
            self.ran_out = True
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]
