"""A folder of a Zendesk-shaped export: organizations, users, tickets in cursor pages, comments."""

from pathlib import Path

from cases.importing.dates import read_date
from cases.importing.json_files import entries, find_files
from cases.importing.records import parse_datetime, read_records
from cases.importing.rows import (
    BadRow,
    CaseRow,
    CommentRow,
    CustomerRow,
    Export,
    Note,
    PersonRow,
    UnreadableExport,
    keep_newest,
)
from cases.importing.vocabulary import DELETED, priority_of, status_of

# Custom fields have other numbers in every account of Zendesk. ZENDESK_FIELDS in the environment
# says which is which.
FIELDS = {"product": "360001", "solved_at": "360002"}
FINISHED = ("solved", "closed")
STAFF = ("agent", "admin")


def read_zendesk(folder, fields=None):
    """The export in `folder`; `fields` maps our names to the ids of custom fields, see FIELDS.

    Raises UnreadableExport if there are no tickets, or a file is not JSON: half an export would
    look like a whole one.
    """
    folder = Path(folder)
    if not find_files(folder, "tickets"):
        raise UnreadableExport(
            f"{folder.name or folder} contains no tickets*.json: this is not a Zendesk export."
        )
    return ZendeskReader(folder, FIELDS | (fields or {})).read()


class ZendeskReader:
    """Keeps organisations and users by id, so that tickets and comments can name them."""

    def __init__(self, folder, fields):
        self.folder = folder
        self.fields = fields
        self.export = Export()
        self.customers = {}
        self.people = {}

    def read(self):
        export = self.export
        self.customers = {
            row.external_id: row for row in self.secondary("organizations", self.customer)
        }
        self.people = {row.external_id: row for row in self.secondary("users", self.person)}
        export.cases, export.duplicates = keep_newest(self.rows("tickets", self.case, export))
        export.comments = self.secondary("comments", self.comment)
        export.customers = list(self.customers.values())
        export.people = list(self.people.values())
        return export

    def rows(self, kind, parse, export):
        """The rows of all files of `kind`. Warns if the last page of the cursor is missing."""
        rows = []
        ends = []
        for path in find_files(self.folder, kind):
            records, is_last = entries(path, kind)
            rows += read_records(records, parse, export, name=path.name)
            ends.append(is_last)
        if False in ends and True not in ends:
            export.warnings.append(
                Note(0, "", f"the last page of {kind} is missing: the list may be incomplete")
            )
        return rows

    def secondary(self, kind, parse):
        """Rows that are no cases: a bad one is a warning, since `rejected` counts cases."""
        aside = Export()
        rows = self.rows(kind, parse, aside)
        self.export.warnings += aside.rejected + aside.warnings
        return rows

    def customer(self, record, line, cleaner):
        fields = record.get("organization_fields")
        fields = fields if isinstance(fields, dict) else {}
        risk = cleaner.line(fields.get("churn_risk"), "churn risk").lower()
        key = needed_key(record, cleaner)
        return CustomerRow(
            external_id=key,
            name=cleaner.line(record.get("name"), "name") or f"Organisation {key}",
            annual_revenue=revenue(fields.get("arr")),
            renewal_date=renewal(fields.get("renewal_date"), cleaner),
            churn_risk=risk if risk in ("low", "medium", "high") else "",
        )

    def person(self, record, line, cleaner):
        key = needed_key(record, cleaner)
        email = cleaner.email(record.get("email"), "email")
        return PersonRow(
            external_id=key,
            name=cleaner.line(record.get("name"), "name", 120) or email or f"Helpdesk user {key}",
            email=email,
            is_staff=record.get("role") in STAFF,
            is_active=record.get("active") is not False and not record.get("suspended"),
            customer=self.customers.get(
                cleaner.key(record.get("organization_id"), "organization_id")
            ),
        )

    def person_in(self, record, field, cleaner):
        """The person in `field`; one who is not in users.json is kept by id, with a warning."""
        key = cleaner.key(record.get(field), field)
        if key and key not in self.people:
            role = field.removesuffix("_id")
            cleaner.changes.append(f"unknown {role} {key}: not in users.json, kept as text")
            return PersonRow(external_id=key, name=f"Helpdesk user {key}")
        return self.people.get(key)

    def case(self, record, line, cleaner):
        key = needed_key(record, cleaner)
        status = status_of(cleaner.line(record.get("status"), "status"))
        tags = cleaner.tags(record.get("tags"))
        contact = self.person_in(record, "requester_id", cleaner)
        return CaseRow(
            line=line,
            external_id=key,
            status=status,
            is_deleted=status == DELETED,
            subject=cleaner.subject(
                record.get("subject"), record.get("raw_subject"), record.get("description")
            ),
            description=cleaner.text(record.get("description"), "description"),
            url=cleaner.url(record.get("url")),
            product=cleaner.line(self.custom(record, "product"), "product", 120),
            priority=self.priority(record, cleaner),
            tags=tags,
            is_major="major" in tags or record.get("has_incidents") is True,
            parent_id=cleaner.key(record.get("problem_id"), "problem_id"),
            owner=self.person_in(record, "assignee_id", cleaner),
            contact=contact,
            customer=self.organisation(record, contact, cleaner),
            **self.times(record, status),
        )

    def organisation(self, record, contact, cleaner):
        """The ticket's own, else the requester's, who may have joined the organisation later."""
        key = cleaner.key(record.get("organization_id"), "organization_id")
        if key and key not in self.customers:
            cleaner.changes.append(f"unknown organization {key}: not in organizations.json")
        return self.customers.get(key) or (contact.customer if contact else None)

    def priority(self, record, cleaner):
        word = cleaner.line(record.get("priority"), "priority")
        priority = priority_of(word)
        if priority is None:
            cleaner.changes.append(f"the priority “{word[:40]}” is not known; it was left empty")
        return priority or ""

    def times(self, record, status):
        """A closed ticket no longer changes, so its last change is when it was closed."""
        updated = parse_datetime(record.get("updated_at"), "updated_at")
        metrics = record.get("metric_set")
        solved = parse_datetime(self.custom(record, "solved_at"), "solved_at") or parse_datetime(
            metrics.get("solved_at") if isinstance(metrics, dict) else None, "solved_at"
        )
        return {
            "opened_at": parse_datetime(record.get("created_at"), "created_at", needed=True),
            "updated_at": updated,
            "solved_at": (solved or updated) if status in FINISHED else None,
            "closed_at": updated if status == "closed" else None,
        }

    def custom(self, record, name):
        values = record.get("custom_fields")
        wanted = str(self.fields.get(name, ""))
        for value in values if isinstance(values, list) else []:
            if isinstance(value, dict) and str(value.get("id")) == wanted:
                return value.get("value")
        return None

    def comment(self, record, line, cleaner):
        author = self.person_in(record, "author_id", cleaner)
        if author is None:
            raise BadRow("the comment has no author")
        return CommentRow(
            external_id=needed_key(record, cleaner),
            case_id=cleaner.key(record.get("ticket_id"), "ticket_id"),
            author=author,
            is_public=record.get("public") is True,
            body=cleaner.text(record.get("body") or record.get("plain_body"), "body"),
            written_at=parse_datetime(record.get("created_at"), "created_at", needed=True),
        )


def needed_key(record, cleaner):
    key = cleaner.key(record.get("id"), "id")
    if not key:
        raise BadRow("the id is missing")
    return key


def revenue(value):
    """Whole units of currency, or None for anything that is no plausible amount."""
    if isinstance(value, bool | list | dict) or value is None:
        return None
    try:
        amount = int(float(value))
    except (ValueError, OverflowError):
        return None
    return amount if 0 <= amount < 2**62 else None


def renewal(value, cleaner):
    try:
        return read_date(cleaner.text(value, "renewal date"))
    except ValueError:
        cleaner.changes.append("the renewal date is not valid; it was left empty")
        return None
