"""Which columns a table has, and what is said of those that are not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.case_columns import CASE_COLUMNS
from cases.importing.columns import join_names
from cases.importing.csv_file import parse_csv
from cases.importing.text import UNSTORABLE

HEAD = "id;subject;status;created;assignee"
ROW = "1;One;open;2026-11-02 08:15;Ines"


def parse(text):
    return parse_csv(text.encode())


def warnings(export):
    return [note.reason for note in export.warnings]


def test_unread_columns_are_named_unless_they_are_empty():
    export = parse(f"{HEAD};Pipeline;Team;\n{ROW};Refunds;n/a;\n2;Two;open;2026-11-02;Ines;;;9")
    assert warnings(export) == ["columns that were not read: “Pipeline”, column 8"]


def test_unread_columns_are_all_named_however_many():
    names = [f"Field {number}" for number in range(100)]
    export = parse(f"{HEAD};{';'.join(names)}\n{ROW}{';x' * 100}")
    assert all(f"“{name}”" in " ".join(warnings(export)) for name in names)
    assert max(map(len, warnings(export))) < 300


def test_no_row_with_an_owner_or_a_subject_is_a_warning():
    export = parse("id;status;created;assignee\n1;open;2026-11-02;Unassigned")
    assert warnings(export) == [
        "no row has an owner: a case without an owner cannot be reviewed",
        "no row has a subject",
    ]


@pytest.mark.parametrize(
    "word", ["-", "–", "nan", "NaN", "N/A", "n/a", "Unassigned", "NULL", "none", "#N/A"]
)
def test_words_for_nothing_are_empty(word):
    head = "id;status;created;assignee;assignee id;organization;priority;product;closed"
    row = parse(
        f"{head}\n1;open;2026-11-02{';' + word:{0}}{';' + word};{word};none;{word};-"
    ).cases[0]
    assert (row.owner, row.customer, row.priority, row.product) == (None, None, "", "")


@pytest.mark.parametrize("name", ["Nan", "Na", "Nat"])
def test_names_that_look_like_words_for_nothing_are_names(name):
    assert (
        parse(f"id;status;created;assignee\n1;open;2026-11-02;{name}").cases[0].owner.name == name
    )


@pytest.mark.parametrize("subject", ["Null", "None", "Not applicable", "Unassigned"])
def test_subject_may_be_any_word(subject):
    assert (
        parse(f"id;status;created;subject\n1;open;2026-11-02;{subject}").cases[0].subject == subject
    )


def test_ids_that_a_data_frame_made_decimal_are_whole_again():
    export = parse("id;status;created;assignee id\n1.0;open;2026-11-02;7.0\n2.0;open;2026-11-02;")
    assert [(row.external_id, row.owner and row.owner.external_id) for row in export.cases] == [
        ("1", "7"),
        ("2", None),
    ]
    assert "the ids in “id” are decimals like 12.0; they were read as 12" in warnings(export)
    assert (
        parse("id;status;created\n1.0;open;2026-11-02\n1.1;open;2026-11-02").cases[0].external_id
        == "1.0"
    )


def test_empty_fields_beyond_the_last_column_cost_nothing():
    export = parse(f"{HEAD}\n{ROW};;\n2;Two;open;2026-11-02;Ines;lost")
    assert [row.external_id for row in export.cases] == ["1"]
    assert export.rejected[0].reason == "the row has 6 fields, the first row has 5"


def test_lines_above_the_column_names_are_left_out_with_a_warning():
    export = parse(f"Cases of November;;;;\n;;;;\n{HEAD}\n{ROW}")
    assert [row.line for row in export.cases] == [4]
    assert warnings(export) == [
        "the lines above the column names were not read: “Cases of November”"
    ]


HEADERS = {
    "hubspot": "Ticket ID,Ticket name,Ticket status,Create date,Ticket owner",
    "salesforce": "CaseNumber,Subject,Status,CreatedDate,OwnerId",
    "osticket": "Ticket Number,Subject,Current Status,Date Created,Agent Assigned",
    "jira": "Issue key,Summary,Status,Created,Assignee",
    "german": "Ticket-ID,Betreff,Status,Erstellt am,Bearbeiter",
    "another": "Ticket ID,Ticket Subject,Status,Created Date,Agent Assigned",
}


@pytest.mark.parametrize("helpdesk", HEADERS)
def test_column_names_of_common_helpdesks_are_known(helpdesk):
    row = parse(f"{HEADERS[helpdesk]}\nT-1,Printer,Open,2026-11-02,Ines Roth").cases[0]
    assert (row.external_id, row.subject, row.owner.name) == ("T-1", "Printer", "Ines Roth")


def test_number_that_people_know_is_preferred_to_an_internal_id():
    for head in ("Issue id,Issue key", "Id,CaseNumber", "id,number"):
        assert (
            parse(f"{head},Status,Created\n10002,SUP-2,Open,2026-11-02").cases[0].external_id
            == "SUP-2"
        )


def test_customer_beside_customer_email_is_the_contact():
    export = parse(
        "id;status;created;Customer;Customer Email;Company\n1;open;2026-11-02;Kim;k@a.example;Acme"
    )
    row = export.cases[0]
    assert (row.contact.name, row.contact.email, row.customer.name) == (
        "Kim",
        "k@a.example",
        "Acme",
    )
    assert "“Customer” was read as the contact, because “Customer Email” is beside it" in warnings(
        export
    )


def test_deleted_column_marks_deleted_cases():
    export = parse("Id,Status,CreatedDate,IsDeleted\n1,New,2026-11-02,true\n2,New,2026-11-02,false")
    assert [row.is_deleted for row in export.cases] == [True, False]


names = st.text(st.characters(exclude_characters=';\n\r"', exclude_categories=["Cs"]), max_size=99)


@given(st.lists(names, max_size=20))
def test_what_is_said_of_any_columns_can_be_stored(columns):
    head = ";".join([HEAD, *columns])
    export = parse(f"{head}\n{ROW}{';x' * len(columns)}")
    assert not any(UNSTORABLE.search(reason) or len(reason) > 300 for reason in warnings(export))


@given(st.lists(st.text(max_size=60), max_size=40))
def test_joined_names_lose_none(names):
    assert ", ".join(join_names(names, 240)) == ", ".join(names)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_columns_of_any_header_have_a_place_in_it(header):
    assert all(0 <= place < len(header) for place in CASE_COLUMNS.match(header).values())
