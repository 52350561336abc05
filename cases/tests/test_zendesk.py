import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.records import read_records
from cases.importing.rows import Export, UnreadableExport
from cases.importing.zendesk import read_zendesk
from cases.importing.zendesk_records import ZendeskRecords

FOLDER = Path(__file__).parent / "fixtures" / "export"


@pytest.fixture(scope="module")
def export():
    return read_zendesk(FOLDER)


@pytest.fixture(scope="module")
def cases(export):
    return {row.external_id: row for row in export.cases}


def test_every_ticket_is_counted_once(export):
    assert (export.rows, len(export.cases), len(export.rejected), export.duplicates) == (9, 5, 3, 1)


def test_rejected_tickets_say_where_and_why(export):
    assert [note.as_dict() for note in export.rejected] == [
        {"line": 4, "id": "46", "reason": "tickets-2.json: the status “frobnicated” is not known"},
        {"line": 5, "id": "", "reason": "tickets-2.json: the id is missing"},
        {"line": 6, "id": "", "reason": "tickets-2.json: the id is missing"},
    ]


def test_newest_row_of_a_ticket_wins_over_a_later_page(cases):
    assert (cases["42"].priority, cases["42"].status) == ("urgent", "open")


def test_deleted_ticket_is_marked(cases):
    assert [key for key, row in cases.items() if row.is_deleted] == ["44"]


def test_unknown_people_are_kept_as_text_with_a_warning(export, cases):
    assert cases["43"].owner.name == "Helpdesk user 999999"
    assert cases["43"].contact.external_id == "888888"
    assert [note.reason for note in export.warnings if note.external_id == "43"] == [
        "tickets-1.json: unknown requester 888888: not in users.json, kept as text",
        "tickets-1.json: unknown assignee 999999: not in users.json, kept as text",
    ]


def test_major_case_has_its_children(cases):
    assert cases["41"].is_major
    assert cases["42"].parent_id == "41"


def test_empty_subject_takes_the_raw_one(cases):
    assert cases["43"].subject == "Dark mode hides the save button"


def test_address_for_programs_becomes_the_one_for_people(cases):
    assert cases["41"].url == "https://acme.example/agent/tickets/41"


def test_solved_and_closed_moments_come_from_field_and_last_change(cases):
    assert cases["41"].solved_at == datetime(2026, 10, 2, 10, tzinfo=UTC)
    assert cases["41"].closed_at is None
    assert cases["43"].closed_at == cases["43"].solved_at == datetime(2026, 10, 2, 9, tzinfo=UTC)
    assert cases["42"].solved_at is None


def test_customer_of_a_ticket_without_one_is_the_requesters(cases):
    assert cases["42"].customer.name == "Northwind Freight"


def test_customer_facts_are_read_and_nonsense_is_left_empty(export):
    first, second = export.customers
    assert (first.annual_revenue, first.renewal_date, first.churn_risk) == (
        73000,
        date(2027, 9, 17),
        "low",
    )
    assert (second.annual_revenue, second.renewal_date) == (None, None)
    assert any("renewal date is not valid" in note.reason for note in export.warnings)


def test_former_agent_is_staff_and_not_active(export):
    zed = next(row for row in export.people if row.external_id == "390")
    assert (zed.is_staff, zed.is_active) == (True, False)


def test_comments_keep_internal_ones_apart_and_bad_ones_warn(export):
    assert [(row.external_id, row.is_public) for row in export.comments] == [
        ("1", True),
        ("2", False),
        ("3", True),
        ("4", True),
    ]
    assert [note.reason for note in export.warnings if note.reason.startswith("comments")] == [
        "comments.json: created_at is missing",
        "comments.json: unknown author 777: not in users.json, kept as text",
    ]


def test_folder_without_tickets_is_refused(tmp_path):
    with pytest.raises(UnreadableExport, match="contains no tickets"):
        read_zendesk(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"tickets": [', "tickets-1.json is not valid JSON: Expecting value at line 1"),
        ('{"tickets": {}}', "tickets-1.json contains no list of tickets"),
        ("[" * 100_000, "tickets-1.json is nested too deeply"),
    ],
)
def test_broken_page_stops_the_import_and_names_the_file(tmp_path, text, message):
    (tmp_path / "tickets-1.json").write_text(text)
    with pytest.raises(UnreadableExport, match=message):
        read_zendesk(tmp_path)


def test_missing_last_page_is_warned_of(tmp_path):
    shutil.copy(FOLDER / "tickets-1.json", tmp_path)
    assert "may be incomplete" in read_zendesk(tmp_path).warnings[-1].reason


def test_pages_are_read_in_the_order_of_their_numbers(tmp_path):
    for number in (1, 2, 10):
        ticket = {
            "id": 1,
            "status": "open",
            "created_at": "2026-01-01T00:00:00Z",
            "subject": f"page {number}",
        }
        (tmp_path / f"tickets-{number}.json").write_text(json.dumps({"tickets": [ticket]}))
    assert read_zendesk(tmp_path).cases[0].subject == "page 10"


def test_other_accounts_name_their_own_fields(tmp_path):
    ticket = {
        "id": 1,
        "status": "open",
        "created_at": "2026-01-01",
        "custom_fields": [{"id": 5, "value": "Runtime"}],
    }
    (tmp_path / "tickets.json").write_text(json.dumps({"tickets": [ticket]}))
    assert read_zendesk(tmp_path, {"product": "5"}).cases[0].product == "Runtime"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    "url",
    "created_at",
    "updated_at",
    "subject",
    "raw_subject",
    "description",
    "priority",
    "status",
]
FIELDS += [
    "requester_id",
    "assignee_id",
    "organization_id",
    "problem_id",
    "has_incidents",
    "tags",
    "custom_fields",
]
FIELDS += ["id", "metric_set", "requester", "assignee", "organization"]


@given(st.dictionaries(st.sampled_from(FIELDS), json_values))
def test_ticket_of_any_shape_becomes_a_case_or_a_reject(record):
    export = Export()
    good = {"id": 1, "status": "open", "created_at": "2026-01-01"}
    records = ZendeskRecords({"product": "360001"})
    rows = read_records([(1, "", record), (2, "", good | record)], records.case, export)
    assert len(rows) + len(export.rejected) == 2
