"""Exports of other shapes: people inside or beside the tickets, other names, missing parts."""

import json

import pytest

from cases.importing.zendesk import read_zendesk

TICKET = {"id": 1, "status": "open", "created_at": "2026-11-02T08:15:00Z", "subject": "One"}
KIM = {"id": 5, "name": "Kim Lee", "email": "kim@a.example", "role": "end-user"}
INES = {"id": 6, "name": "Ines Roth", "email": "ines@desk.example", "role": "agent"}
ACME = {"id": 9, "name": "Acme"}
IDS = {"requester_id": 5, "assignee_id": 6, "organization_id": 9}
HELLO = {"id": 10, "author_id": 6, "body": "hello", "created_at": "2026-11-02T09:15:00Z"}


@pytest.fixture
def read(tmp_path):
    """The export in a folder with these files, {name: content}."""

    def read(**files):
        for name, content in files.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(content))
        return read_zendesk(tmp_path)

    return read


def names(row):
    return row.owner.name, row.contact.name, row.customer.name


def warnings(export):
    return [note.reason for note in export.warnings]


def test_people_beside_the_tickets_are_used(read):
    export = read(
        tickets={"tickets": [TICKET | IDS], "users": [KIM, INES], "organizations": [ACME]}
    )
    assert names(export.cases[0]) == ("Ines Roth", "Kim Lee", "Acme")
    assert (len(export.people), warnings(export)) == (2, [])


def test_people_and_comments_inside_the_tickets_are_used(read):
    kim = KIM | {"organization_id": 9}
    inside = {"requester": kim, "assignee": INES, "organization": ACME, "comments": [HELLO, 3]}
    export = read(tickets=[TICKET | inside])
    assert export.cases[0].contact.customer.name == "Acme"
    assert names(export.cases[0]) == ("Ines Roth", "Kim Lee", "Acme")
    assert export.cases[0].owner.is_staff
    assert [(row.case_id, row.body) for row in export.comments] == [("1", "hello")]
    assert warnings(export) == [
        "tickets.json: the comment has no author",
        "tickets.json: the export does not say if the comment is public: it is internal",
    ]


def test_people_of_a_file_of_their_own_win_over_those_inside(read):
    export = read(tickets=[TICKET | {"assignee": INES | {"name": "I. R."}}], users=[INES])
    assert export.cases[0].owner.name == "Ines Roth"


@pytest.mark.parametrize("organization", ["Acme", {"name": "Acme"}])
def test_organization_inside_without_an_id_is_known_by_its_name(read, organization):
    assert read(tickets=[TICKET | {"organization": organization}]).cases[0].customer.name == "Acme"


def test_organization_that_no_file_describes_is_a_warning(read):
    export = read(tickets=[TICKET | {"organization_id": 9}, TICKET | {"organization_id": 8}])
    reason = "tickets.json: no file describes organizations: the customer is not known"
    assert [note.count for note in export.warnings if note.reason == reason] == [2]
    export = read(tickets=[TICKET | {"organization_id": 8}], organizations=[ACME])
    assert "tickets.json: unknown organization 8: not in organizations.json" in warnings(export)


def test_person_inside_without_an_id_is_known_by_name_or_address(read):
    export = read(
        tickets=[TICKET | {"assignee": "Ines Roth", "requester": {"email": "k@a.example"}}]
    )
    row = export.cases[0]
    assert (row.owner.name, row.owner.is_staff) == ("Ines Roth", True)
    assert (row.contact.name, row.contact.email) == ("k@a.example", "k@a.example")


@pytest.mark.parametrize(
    ("public", "is_public"),
    [(True, True), ("true", True), (False, False), (None, False), ([], False)],
)
def test_comment_is_public_only_if_the_export_says_so(read, public, is_public):
    comment = HELLO | {"ticket_id": 1, "public": public}
    export = read(
        tickets=[TICKET | IDS], users=[INES, KIM], organizations=[ACME], comments=[comment]
    )
    assert export.comments[0].is_public is is_public
    reason = "comments.json: the export does not say if the comment is public: it is internal"
    assert (reason in warnings(export)) is (public in (None, []))


def test_other_files_and_lists_are_named(read):
    export = read(tickets={"tickets": [TICKET], "groups": [{"id": 1}], "brands": []}, macros={})
    assert export.left_out == ["macros.json"]
    assert "tickets.json: the list of groups was not read" in warnings(export)


def test_no_ticket_with_an_assignee_or_a_subject_is_a_warning(read):
    assert warnings(read(tickets=[TICKET | {"subject": "-"}])) == [
        "no row has an owner: a case without an owner cannot be reviewed",
        "no row has a subject",
    ]


def test_same_warning_is_said_once_with_a_count(read):
    pages = {f"tickets-{number}": [TICKET | {"id": number} | IDS] for number in (1, 2, 3)}
    export = read(**pages, users=[KIM], organizations=[ACME])
    assert [note.as_dict() for note in export.warnings if note.count > 1] == [
        {
            "line": 1,
            "id": "1",
            "reason": "tickets-1.json: unknown assignee 6: not in users.json, kept as text",
            "count": 3,
        }
    ]


UNREADABLE = {
    "updated_at": "soon",
    "subject": ["x"],
    "description": {},
    "priority": 7,
    "tags": 5,
    "assignee_id": "6" * 300,
    "requester_id": True,
    "problem_id": [],
    "url": 3,
    "custom_fields": [{"id": 360002, "value": "never"}],
}


@pytest.mark.parametrize("field", UNREADABLE)
def test_value_that_is_unreadable_costs_only_its_field(read, field):
    export = read(tickets=[TICKET | {field: UNREADABLE[field]}])
    assert (len(export.cases), export.rejected) == (1, [])
    if field != "tags":
        assert any(reason.startswith("tickets.json: ") for reason in warnings(export))
