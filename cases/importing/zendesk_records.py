"""The records of a Zendesk export: what their fields mean.

A person or an organisation may come in a file of its own, beside the tickets, or inside a ticket.
"""

from cases.importing.dates import read_date
from cases.importing.json_files import as_record
from cases.importing.records import read_needed_time, read_priority, read_status, read_time
from cases.importing.rows import BadRow, CaseRow, CommentRow, CustomerRow, PersonRow
from cases.importing.text import ADDRESS, NAME_LIMIT
from cases.importing.vocabulary import DELETED

FINISHED = ("solved", "closed")
STAFF = ("agent", "admin")
RISKS = ("low", "medium", "high")
YES = (True, "true", "True", 1)
NO = (False, "false", "False", 0)


class ZendeskRecords:
    """Makes rows of records. Keeps organisations and people by id, so that tickets can name them.

    `fields` maps our names to the ids of custom fields.
    """

    def __init__(self, fields):
        self.fields = fields
        self.customers = {}
        self.people = {}

    def customer(self, record, line, cleaner):
        fields = as_record(record.get("organization_fields"))
        key = cleaner.needed_key(record.get("id"), "id")
        customer = CustomerRow(
            external_id=key,
            name=cleaner.name(record.get("name"), "name") or name_by_id("Organisation", key),
            annual_revenue=revenue(fields.get("arr"), cleaner),
            renewal_date=renewal(fields.get("renewal_date"), cleaner),
            churn_risk=churn_risk(fields.get("churn_risk"), cleaner),
        )
        self.customers[key] = customer
        return customer

    def person(self, record, line, cleaner, *, is_staff=False):
        """`is_staff` is for a record without a role."""
        key = cleaner.needed_key(record.get("id"), "id")
        name = cleaner.name(record.get("name"), "name", 120)
        email = cleaner.email(record.get("email"), "email")
        organisation = cleaner.key(record.get("organization_id"), "organization_id")
        role = record.get("role")
        person = PersonRow(
            external_id=key,
            name=name or email[:NAME_LIMIT] or name_by_id("Helpdesk user", key),
            email=email,
            is_staff=role in STAFF if isinstance(role, str) else is_staff,
            is_active=record.get("active") is not False and not record.get("suspended"),
            customer=self.known_customer(organisation, cleaner),
        )
        self.people[key] = person
        return person

    def reference(self, record, name, cleaner):
        """The id under `name`, and the record of that person or organisation if it is nested."""
        inside = as_record(record.get(name))
        key = record.get(f"{name}_id")
        return cleaner.key(inside.get("id") if key is None else key, f"{name}_id"), inside

    def person_in(self, record, role, cleaner):
        """The person in that role; one without a record is kept by id, with a warning."""
        key, inside = self.reference(record, role, cleaner)
        if key in self.people:
            return self.people[key]
        if key and inside:
            return self.person({**inside, "id": key}, 0, cleaner, is_staff=role == "assignee")
        if key:
            cleaner.changes.append(f"unknown {role} {key}: not in users.json, kept as text")
            return PersonRow(external_id=key, name=name_by_id("Helpdesk user", key))
        return person_without_id(inside or record.get(role), role, cleaner)

    def case(self, record, line, cleaner):
        key = cleaner.needed_key(record.get("id"), "id")
        times = self.times(record, cleaner)
        solved_at = self.solved_at(record, cleaner)
        status = read_status(record.get("status"), cleaner, solved_at=solved_at)
        updated_at = times["updated_at"]
        tags = cleaner.tags(record.get("tags"))
        customer = self.organisation(record, cleaner)  # before its people, who may name it
        contact = self.person_in(record, "requester", cleaner)
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
            product=cleaner.name(self.custom(record, "product"), "product", 120),
            priority=read_priority(record.get("priority"), cleaner),
            tags=tags,
            is_major="major" in tags or record.get("has_incidents") is True,
            parent_id=cleaner.key(record.get("problem_id"), "problem_id"),
            owner=self.person_in(record, "assignee", cleaner),
            contact=contact,
            # A requester may have joined the organisation later.
            customer=customer or (contact.customer if contact else None),
            # A closed ticket no longer changes, so its last change is when it was closed.
            solved_at=(solved_at or updated_at) if status in FINISHED else None,
            closed_at=updated_at if status == "closed" else None,
            **times,
        )

    def organisation(self, record, cleaner):
        key, inside = self.reference(record, "organization", cleaner)
        if key and inside and key not in self.customers:
            self.customer({**inside, "id": key}, 0, cleaner)
        if not key:
            return customer_without_id(inside or record.get("organization"), cleaner)
        return self.known_customer(key, cleaner)

    def known_customer(self, key, cleaner):
        """The organisation with that id; one that no file describes is a warning."""
        if key and not self.customers:
            cleaner.changes.append("no file describes organizations: the customer is not known")
        elif key and key not in self.customers:
            cleaner.changes.append(f"unknown organization {key}: not in organizations.json")
        return self.customers.get(key)

    def times(self, record, cleaner):
        return {
            "opened_at": read_needed_time(record.get("created_at"), "created_at"),
            "updated_at": read_time(record.get("updated_at"), "updated_at", cleaner),
        }

    def solved_at(self, record, cleaner):
        value = as_record(record.get("metric_set")).get("solved_at")
        own = read_time(self.custom(record, "solved_at"), "solved_at", cleaner)
        return own or read_time(value, "solved_at", cleaner)

    def custom(self, record, name):
        values = record.get("custom_fields")
        wanted = str(self.fields.get(name, ""))
        for value in values if isinstance(values, list) else []:
            if isinstance(value, dict) and str(value.get("id")) == wanted:
                return value.get("value")
        return None

    def comment(self, record, line, cleaner):
        author = self.person_in(record, "author", cleaner)
        if author is None:
            raise BadRow("the comment has no author")
        case_id = cleaner.key(record.get("ticket_id"), "ticket_id")
        if not case_id:
            raise BadRow("the comment has no ticket_id")
        return CommentRow(
            external_id=cleaner.needed_key(record.get("id"), "id"),
            case_id=case_id,
            author=author,
            is_public=visibility(record.get("public"), cleaner),
            body=cleaner.text(record.get("body") or record.get("plain_body"), "body"),
            written_at=read_needed_time(record.get("created_at"), "created_at"),
        )


def name_by_id(what, key):
    """A name for someone whose record has none."""
    return f"{what} {key}"[:NAME_LIMIT]


def person_without_id(value, role, cleaner):
    """A person that a ticket gives only by name or address, or None."""
    record = value if isinstance(value, dict) else {"name": value}
    name = cleaner.name(record.get("name"), role, 120)
    address = record.get("email") or (name if ADDRESS.fullmatch(name) else "")
    email = cleaner.email(address, f"{role} email")
    if not name and not email:
        return None
    name = name or email[:NAME_LIMIT]
    return PersonRow(name=name, email=email, is_staff=role == "assignee")


def customer_without_id(value, cleaner):
    """An organisation that a ticket gives only by name, or None."""
    record = value if isinstance(value, dict) else {"name": value}
    name = cleaner.name(record.get("name"), "organization")
    return CustomerRow(name=name) if name else None


def visibility(value, cleaner):
    """Whether a comment is public: only if the export says so."""
    if isinstance(value, bool | int | str) and value in YES:
        return True
    if not isinstance(value, bool | int | str) or value not in NO:
        cleaner.changes.append("the export does not say if the comment is public: it is internal")
    return False


def churn_risk(value, cleaner):
    risk = cleaner.name(value, "churn risk").lower()
    if risk and risk not in RISKS:
        cleaner.leave_empty(f"the churn risk “{risk[:40]}” is not known")
    return risk if risk in RISKS else ""


def revenue(value, cleaner):
    """Whole units of currency, or None for anything that is no plausible amount."""
    text = cleaner.name(value, "annual revenue")
    if not text:
        return None
    try:
        amount = int(float(text))
    except (ValueError, OverflowError):
        amount = -1
    if 0 <= amount < 2**62:
        return amount
    cleaner.leave_empty("the annual revenue is not an amount")
    return None


def renewal(value, cleaner):
    try:
        return read_date(cleaner.name(value, "renewal date"))
    except ValueError:
        cleaner.leave_empty("the renewal date is not valid")
        return None
