"""A CSV of cases: what the columns of the table mean."""

from pathlib import Path

from cases.importing.records import parse_datetime, read_records
from cases.importing.rows import (
    BadRow,
    CaseRow,
    CustomerRow,
    Export,
    PersonRow,
    UnreadableExport,
    keep_newest,
)
from cases.importing.table import Columns, check_start, read_table
from cases.importing.text import ID_LIMIT
from cases.importing.vocabulary import COLUMNS, DELETED, NEEDED, plain, priority_of, status_of

CASE_COLUMNS = Columns(COLUMNS, NEEDED)
DATE_LABELS = {
    "opened_at": "created",
    "updated_at": "updated",
    "solved_at": "solved",
    "closed_at": "closed",
}
YES = ("yes", "true", "1", "x", "y")


def read_csv(path):
    """The export in the file at `path`. Raises UnreadableExport if it is no table of cases."""
    try:
        return parse_csv(Path(path).read_bytes())
    except OSError as error:
        raise UnreadableExport(f"{path} cannot be read: {error.strerror}.") from error


def check_csv_start(data):
    """Raises UnreadableExport if a file that begins with `data` is plainly no table of cases."""
    check_start(data, CASE_COLUMNS)


def parse_csv(data, most=None):
    """The export in the bytes of a file: every row ends as a case, a rejected row or a duplicate.

    Raises UnreadableExport if it is no table of cases, or has more rows than `most`.
    """
    table = read_table(data, CASE_COLUMNS, most)
    day_first = table.settle_day_first(DATE_LABELS)
    export = Export(warnings=table.warnings)

    def parse(record, line, cleaner):
        cells, fault = record
        if fault:
            raise BadRow(fault)
        if len(cells) != table.width:
            raise BadRow(f"the row has {len(cells)} fields, the first row has {table.width}")
        return parse_row(Fields(table, cells, cleaner, day_first), line)

    records = [
        (line, table.cell(cells, "external_id"), (cells, fault))
        for line, cells, fault in table.rows
    ]
    export.cases, export.duplicates = keep_newest(read_records(records, parse, export))
    return export


class Fields:
    """The cells of one row by our names, cleaned."""

    def __init__(self, table, cells, cleaner, day_first):
        self.table = table
        self.cells = cells
        self.cleaner = cleaner
        self.day_first = day_first

    def raw(self, name):
        return self.table.cell(self.cells, name)

    def line(self, name, limit=200):
        return self.cleaner.line(self.raw(name), name.replace("_", " "), limit)

    def key(self, name):
        return self.cleaner.key(self.raw(name), name.replace("_", " "))

    def time(self, name):
        is_needed = name == "opened_at"
        return parse_datetime(
            self.raw(name), DATE_LABELS[name], needed=is_needed, day_first=self.day_first
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

    def customer(self):
        customer = CustomerRow(external_id=self.key("customer_id"), name=self.line("customer"))
        return customer if customer.external_id or customer.name else None

    def priority(self):
        priority = priority_of(self.line("priority"))
        if priority is None:
            word = self.line("priority", 40)
            self.cleaner.changes.append(f"the priority “{word}” is not known; it was left empty")
        return priority or ""


def parse_row(fields, line):
    key = fields.key("external_id")
    if not key:
        raise BadRow("the row has no case number")
    status = status_of(fields.line("status"))
    priority = fields.priority()
    tags = fields.cleaner.tags(fields.raw("tags"))
    customer = fields.customer()
    return CaseRow(
        line=line,
        external_id=key,
        status=status,
        is_deleted=status == DELETED,
        priority=priority,
        subject=fields.cleaner.subject(fields.raw("subject"), fields.raw("description")),
        description=fields.cleaner.text(fields.raw("description"), "description"),
        url=fields.cleaner.url(fields.raw("url")),
        product=fields.line("product", 120),
        affected_asset=fields.line("affected_asset"),
        tags=tags,
        is_major="major" in tags or plain(fields.line("is_major")) in YES,
        parent_id=fields.cleaner.line(fields.raw("parent_id"), "parent", ID_LIMIT),
        customer=customer,
        owner=fields.person("owner", is_staff=True),
        contact=fields.person("contact", customer=customer),
        **{name: fields.time(name) for name in DATE_LABELS},
    )
