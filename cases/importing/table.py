"""Read a table from the bytes of a file, however messy. The caller knows its columns."""

import csv
import io
import re
from dataclasses import dataclass, field

from cases.importing.columns import NAMES_IN_NOTE, join_names
from cases.importing.dates import guess_day_first
from cases.importing.encoding import decode
from cases.importing.file_types import refuse_non_table
from cases.importing.rows import Note, UnreadableExport
from cases.importing.text import shown
from cases.importing.vocabulary import is_empty

SEPARATORS = ";,\t|"
MAX_REWINDS = 20
HEADER = 64_000  # characters in which the names of the columns must stand
TITLE_ROWS = 20  # rows among which the names of the columns must stand
WHOLE_FLOAT = re.compile(r"\s*(\d+)\.0\s*")
LINES_OF_A_ROW = 20  # on average: texts have line breaks


@dataclass
class Table:
    """`rows` are (line it begins on, cells, fault); a row with a fault cannot be used."""

    positions: dict[str, int]
    header: list[str]
    header_line: int
    rows: list[tuple[int, list[str], str]]
    warnings: list[Note] = field(default_factory=list)

    @property
    def width(self):
        return len(self.header)

    def warn(self, reason):
        self.warnings.append(Note(self.header_line, "", reason))

    def fit(self, cells):
        """`cells` without empty ones that stand beyond the last column."""
        return cells if any(map(str.strip, cells[self.width :])) else cells[: self.width]

    def cell(self, cells, name):
        """The text under our `name`, "" where there is no such column or the row is too short."""
        position = self.positions.get(name)
        return cells[position] if position is not None and position < len(cells) else ""

    def settle_day_first(self, names):
        """Whether days come before months in the columns `names`; a mere guess is a warning."""
        cells = (self.cell(cells, name) for _, cells, _ in self.rows for name in names)
        day_first = guess_day_first(cells)
        if day_first is None:
            self.warn("dates like 03/04/2026 were read with the day first: 3 April")
        return day_first is not False

    def settle_ids(self, names):
        """If a whole column of ids reads like "12.0", as data frames write them, make them "12"."""
        for name in names:
            position = self.positions.get(name)
            rows = [cells for _, cells, _ in self.rows if self.has_value(cells, position)]
            if rows and all(WHOLE_FLOAT.fullmatch(cells[position]) for cells in rows):
                for cells in rows:
                    cells[position] = WHOLE_FLOAT.fullmatch(cells[position])[1]
                name = shown(self.header[position])
                self.warn(f"the ids in “{name}” are decimals like 12.0; they were read as 12")

    def has_value(self, cells, position):
        return position is not None and position < len(cells) and not is_empty(cells[position])

    def has_values(self, name):
        position = self.positions.get(name)
        return any(self.has_value(cells, position) for _, cells, _ in self.rows)

    def warn_of_unread_columns(self):
        """Name the columns that have content but are unknown to us."""
        read = set(self.positions.values())
        names = [
            f"“{shown(name)}”" if shown(name) else f"column {position + 1}"
            for position, name in enumerate(self.header)
            if position not in read and any(self.has_value(row[1], position) for row in self.rows)
        ]
        for part in join_names(names, NAMES_IN_NOTE):
            self.warn(f"columns that were not read: {part}")


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
    header_line, header = find_header(rows, columns)
    table = Table(
        positions=columns.locate(header),
        header=header,
        header_line=header_line,
        rows=[row for row in rows if row[0] > header_line],
        warnings=warnings,
    )
    if rows[0][0] < header_line:
        title = shown(" ".join(rows[0][1]), 60)
        table.warn(f"the lines above the column names were not read: “{title}”")
    return table


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
        _, header = find_header(split_rows(start, separator), columns)
        return len(columns.match(header)), len(header)

    return max(SEPARATORS, key=columns_under), lines


def find_header(rows, columns):
    """The row with the names of the columns, as (line, cells): some files have a title above it.

    It is the first row with all needed columns, else the first with a text in it.
    """
    candidates = [(line, cells) for line, cells, _ in rows[:TITLE_ROWS] if any(cells)]
    fitting = (candidate for candidate in candidates if columns.fits(candidate[1]))
    return next(fitting, candidates[0] if candidates else (0, []))


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
