"""A Zendesk-shaped export: organizations, users, tickets in cursor pages, comments."""

from pathlib import Path

from cases.importing.coverage import find_gaps, find_missing_pages
from cases.importing.json_files import (
    KINDS,
    as_record,
    find_files,
    other_files,
    page_number,
    read_page,
)
from cases.importing.records import read_records
from cases.importing.rows import Export, Note, UnreadableExport, fold_notes, keep_newest
from cases.importing.text import NO_SUBJECT, shown
from cases.importing.zendesk_records import ZendeskRecords

# Custom fields have other numbers in every account of Zendesk. ZENDESK_FIELDS in the environment
# says which is which.
FIELDS = {"product": "360001", "solved_at": "360002"}


def read_zendesk(folder, fields=None, limits=None):
    """The export in `folder`; `fields` maps our names to the ids of custom fields, see FIELDS.

    Raises UnreadableExport if there are no tickets, a file is not JSON, or there are more records
    than `limits`: half an export would look like a whole one.
    """
    folder = Path(folder)
    files = {kind: find_files(folder, kind) for kind in KINDS}
    if not files["tickets"]:
        raise UnreadableExport(
            f"{folder.name or folder} contains no tickets*.json: this is not a Zendesk export."
        )
    export = read_files(files, fields, limits)
    export.left_out = other_files(folder)
    return export


def read_files(files, fields=None, limits=None):
    """The export in `files`, {kind: paths}."""
    reader = ZendeskReader(FIELDS | (fields or {}), limits)
    for kind in KINDS:
        reader.read_kind(kind, files.get(kind, []))
    return reader.finish()


class ZendeskReader:
    """Reads page after page: those who are named come before the tickets that name them."""

    def __init__(self, fields, limits=None):
        self.limits = limits
        self.size = 0
        self.export = Export()
        self.records = ZendeskRecords(fields)
        self.tickets = []

    def read_kind(self, kind, paths):
        pages = []
        for path in paths:
            page = read_page(path, kind)
            self.read(page)
            page.records = {}  # free their memory
            pages.append(page)
        numbers = [page_number(path) for path in paths]
        self.export.warnings += find_missing_pages(kind, pages, numbers)

    def read(self, page):
        """A page of one kind may have others beside it; a ticket may have its comments inside."""
        self.size += sum(map(len, page.records.values()))
        if self.limits:
            self.limits.check_records(self.size)
        self.export.warnings += page.warnings
        records = self.records
        self.secondary(page, page.numbered("organizations"), records.customer)
        self.secondary(page, page.numbered("users"), records.person)
        tickets = page.numbered("tickets")
        self.tickets += read_records(tickets, records.case, self.export, name=page.name)
        comments = [*page.numbered("comments"), *comments_inside(tickets)]
        self.export.comments += self.secondary(page, comments, records.comment)
        for name in page.records.keys() - set(KINDS):
            if page.records[name]:
                reason = f"{page.name}: the list of {shown(name)} was not read"
                self.export.warnings.append(Note(0, "", reason, file=page.name))

    def secondary(self, page, numbered, parse):
        """Rows that are no cases: a bad one is a warning, since `rejected` counts cases."""
        aside = Export()
        rows = read_records(numbered, parse, aside, name=page.name)
        self.export.warnings += aside.rejected + aside.warnings
        return rows

    def finish(self):
        export = self.export
        export.cases, export.duplicates = keep_newest(self.tickets)
        export.customers = list(self.records.customers.values())
        export.people = list(self.records.people.values())
        has_subjects = any(row.subject != NO_SUBJECT for row in export.cases)
        gaps = find_gaps(export.cases, has_subjects=has_subjects)
        export.warnings += [Note(0, "", gap) for gap in gaps]
        export.warnings = fold_notes(export.warnings)
        return export


def comments_inside(tickets):
    """The comments that tickets carry, each with the number of its ticket and of its place."""
    inside = []
    for position, key, ticket in tickets:
        comments = ticket.get("comments")
        for comment in comments if isinstance(comments, list) else []:
            inside.append((position, key, {"ticket_id": key} | as_record(comment)))
    return inside
