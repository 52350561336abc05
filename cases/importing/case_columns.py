"""The columns of a table of cases, as helpdesks call them."""

from dataclasses import dataclass

from cases.importing.columns import Columns, find_places, first_place

# Ours -> how a CSV may call the column, the best name first, as `plain` writes them. Numbers that
# people know are better than internal ids.
COLUMNS = {
    "external_id": (
        "ticket id", "case id", "issue key", "ticket number", "case number", "ticket no", "case no",
        "key", "number", "id", "issue id", "ticket", "case", "ticketnummer", "ticket nummer",
        "fallnummer", "vorgangsnummer", "nummer",
    ),
    "subject": (
        "subject", "title", "summary", "short description", "ticket subject", "ticket name",
        "case subject", "betreff", "titel",
    ),
    "description": (
        "description", "body", "details", "long description", "first comment", "text",
        "ticket description", "case description", "beschreibung",
    ),
    "status": ("status", "state", "ticket status", "case status", "current status", "issue status"),
    "priority": ("priority", "ticket priority", "severity", "urgency", "priorität"),
    "product": ("product", "component", "product name", "area", "produkt"),
    "affected_asset": ("affected asset", "asset", "configuration item", "environment"),
    "url": ("url", "link", "ticket url", "case url"),
    "tags": ("tags", "labels", "ticket tags", "schlagwörter"),
    "opened_at": (
        "created at", "opened at", "created", "opened", "created date", "created time",
        "create date", "created on", "date created", "date opened", "open date", "creation date",
        "date time opened", "created timestamp", "ticket created", "ticket created timestamp",
        "date submitted", "requested", "erstellt am", "erstellt", "erstellungsdatum", "angelegt am",
    ),
    "updated_at": (
        "updated at", "updated", "last updated", "last modified", "modified", "updated time",
        "modified at", "last updated at", "last modified date", "case last modified date",
        "modified date", "date modified", "updated date", "updated on", "modified on",
        "last updated date", "last updated time", "last update time", "last update",
        "last modified at", "last changed", "last change", "sys updated on", "changed at",
        "modified time", "last modified time", "updated timestamp", "latest update",
        "last activity date", "last activity",
        "ticket last updated timestamp", "aktualisiert am", "aktualisiert", "geändert am",
        "zuletzt geändert", "zuletzt aktualisiert", "letzte änderung",
    ),
    "solved_at": (
        "solved at", "resolved at", "solved", "resolved", "resolution date", "date resolved",
        "resolved time", "solved date", "resolved date", "resolved on", "date solved",
        "ticket solved timestamp", "gelöst am", "erledigt am",
    ),
    "closed_at": (
        "closed at", "closed", "date closed", "closed date", "close date", "closed time",
        "closed on", "date time closed", "geschlossen am",
    ),
    "parent_id": ("problem id", "parent id", "parent", "parent case", "parent ticket", "problem"),
    "is_major": ("major", "is major", "major case"),
    "is_deleted": ("is deleted", "deleted"),
    "owner_id": ("assignee id", "owner id", "agent id"),
    "owner_email": (
        "assignee email", "owner email", "agent email", "assigned to email", "ticket owner email",
    ),
    "owner": (
        "assignee", "assignee name", "owner", "case owner", "ticket owner", "owner name", "agent",
        "agent name", "agent assigned", "assigned agent", "assigned to", "responsible",
        "bearbeiter", "zugewiesen an", "verantwortlich",
    ),
    "customer_id": (
        "organization id", "organisation id", "customer id", "account id", "company id",
    ),
    "customer": (
        "organization", "organisation", "customer", "account", "company", "organization name",
        "organisation name", "account name", "company name", "customer name", "associated company",
        "ticket organization name", "firma", "kunde",
    ),
    "contact_id": ("requester id", "contact id"),
    "contact_email": (
        "requester email", "contact email", "customer email", "reporter email", "from email",
        "supplied email", "email", "email address",
    ),
    "contact": (
        "requester", "requester name", "contact", "contact name", "reporter", "submitter", "caller",
        "associated contact", "full name", "from", "from name", "ansprechpartner", "melder",
    ),
}  # fmt: skip

NEEDED = {
    "external_id": "the case's number",
    "status": "its status",
    "opened_at": "when it was opened",
}
CUSTOMER_NAMES = ("customer", "customer name")


@dataclass(frozen=True)
class CaseColumns(Columns):
    """In some helpdesks a "Customer" is a person: then "Customer Email" stands beside the name."""

    def match(self, header):
        positions = super().match(header)
        places = find_places(header)
        email = places.get("customer email")
        person = first_place(places, CUSTOMER_NAMES)
        is_person = person is not None and email is not None and "contact" not in positions
        if not is_person or positions["contact_email"] != email:
            return positions
        others = [name for name in self.names["customer"] if name not in CUSTOMER_NAMES]
        organisation = first_place(places, others)
        positions |= {"contact": person, "customer": organisation}
        return {ours: place for ours, place in positions.items() if place is not None}


CASE_COLUMNS = CaseColumns(COLUMNS, NEEDED)
