"""A CSV of cases: what the columns of the table mean."""

from pathlib import Path

from cases.importing.case_columns import CASE_COLUMNS, CUSTOMER_NAMES
from cases.importing.coverage import find_gaps
from cases.importing.records import (
    read_needed_time,
    read_priority,
    read_records,
    read_status,
    read_time,
)
from cases.importing.rows import (
    BadRow,
    CaseRow,
    CustomerRow,
    Export,
    PersonRow,
    UnreadableExport,
    fold_notes,
    keep_newest,
)
from cases.importing.table import read_table
from cases.importing.text import NAME_LIMIT, shown, split_address
from cases.importing.vocabulary import DELETED, is_empty, is_empty_text, plain

DATE_LABELS = {
    "opened_at": "created",
    "updated_at": "updated",
    "solved_at": "solved",
    "closed_at": "closed",
}
IDS = ("external_id", "parent_id", "owner_id", "customer_id", "contact_id")
YES = ("yes", "true", "1", "x", "y")


def read_csv(path):
    """The export in the file at `path`. Raises UnreadableExport if it is no table of cases."""
    try:
        return parse_csv(Path(path).read_bytes())
    except OSError as error:
        raise UnreadableExport(f"{path} cannot be read: {error.strerror}.") from error


def parse_csv(data, most=None):
    """The export in the bytes of a file: every row ends as a case, a rejected row or a duplicate.

    Raises UnreadableExport if it is no table of cases, or has more rows than `most`.
    """
    table = read_table(data, CASE_COLUMNS, most)
    day_first = table.settle_day_first(DATE_LABELS)
    table.settle_ids(IDS)
    export = Export()

    def parse(record, line, cleaner):
        cells, fault = record
        if fault:
            raise BadRow(fault)
        if len(cells) != table.width:
            raise BadRow(f"the row has {len(cells)} fields, the first row has {table.width}")
        return parse_row(Fields(table, cells, cleaner, day_first), line)

    records = [
        (line, table.cell(cells, "external_id"), (table.fit(cells), fault))
        for line, cells, fault in table.rows
    ]
    export.cases, export.duplicates = keep_newest(read_records(records, parse, export))
    warn_of_columns(table, export.cases)
    export.warnings = fold_notes(table.warnings + export.warnings)
    return export


def warn_of_columns(table, cases):
    """Warn of columns that were not read, and of empty ones that a review needs."""
    table.warn_of_unread_columns()
    contact = table.positions.get("contact")
    if contact is not None and plain(table.header[contact]) in CUSTOMER_NAMES:
        name = shown(table.header[contact])
        table.warn(f"“{name}” was read as the contact, because “Customer Email” is beside it")
    for gap in find_gaps(cases, has_subjects=table.has_values("subject")):
        table.warn(gap)


class Fields:
    """The cells of one row by our names, cleaned. A cell that says "n/a" is empty."""

    def __init__(self, table, cells, cleaner, day_first):
        self.table = table
        self.cells = cells
        self.cleaner = cleaner
        self.day_first = day_first

    def cell(self, name):
        return self.table.cell(self.cells, name)

    def raw(self, name):
        value = self.cell(name)
        return "" if is_empty(value) else value

    def text(self, name):
        value = self.cell(name)
        return "" if is_empty_text(value) else value

    def name(self, name, limit=NAME_LIMIT):
        return self.cleaner.name(self.raw(name), name.replace("_", " "), limit)

    def key(self, name):
        return self.cleaner.key(self.raw(name), name.replace("_", " "))

    def flag(self, name):
        return plain(self.raw(name)) in YES

    def opened_at(self):
        value = self.raw("opened_at")
        return read_needed_time(value, DATE_LABELS["opened_at"], day_first=self.day_first)

    def time(self, name):
        value = self.raw(name)
        return read_time(value, DATE_LABELS[name], self.cleaner, day_first=self.day_first)

    def person(self, prefix, **facts):
        """A person by id, address or name; one column may hold the last two, or either."""
        name, address = split_address(self.name(prefix))
        email = self.cleaner.email(self.raw(f"{prefix}_email") or address, f"{prefix} email")
        key = self.key(f"{prefix}_id")
        if not (key or email or name):
            return None
        name = (name or email or key)[:NAME_LIMIT]
        return PersonRow(external_id=key, name=name, email=email, **facts)

    def customer(self):
        customer = CustomerRow(external_id=self.key("customer_id"), name=self.name("customer"))
        return customer if customer.external_id or customer.name else None


def parse_row(fields, line):
    cleaner = fields.cleaner
    key = cleaner.needed_key(fields.raw("external_id"), "external id", "the row has no case number")
    solved_at = fields.time("solved_at")
    closed_at = fields.time("closed_at")
    status = read_status(fields.cell("status"), cleaner, solved_at=solved_at, closed_at=closed_at)
    priority = read_priority(fields.raw("priority"), cleaner)
    tags = cleaner.tags(fields.raw("tags"))
    customer = fields.customer()
    description = fields.text("description")
    return CaseRow(
        line=line,
        external_id=key,
        status=status,
        is_deleted=status == DELETED or fields.flag("is_deleted"),
        priority=priority,
        subject=cleaner.subject(fields.text("subject"), description),
        description=cleaner.text(description, "description"),
        url=cleaner.url(fields.raw("url")),
        product=fields.name("product", 120),
        affected_asset=fields.name("affected_asset"),
        tags=tags,
        is_major="major" in tags or fields.flag("is_major"),
        parent_id=fields.key("parent_id"),
        customer=customer,
        owner=fields.person("owner", is_staff=True),
        contact=fields.person("contact", customer=customer),
        opened_at=fields.opened_at(),
        updated_at=fields.time("updated_at"),
        solved_at=solved_at,
        closed_at=closed_at,
    )
