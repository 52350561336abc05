import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.coverage import find_missing_pages, missing_numbers, note_left_out
from cases.importing.json_files import find_files, kind_of, page_number, parse_json, read_page
from cases.importing.rows import UnreadableExport


@pytest.fixture
def page_of(tmp_path):
    """The page of tickets in a file with these bytes."""

    def page_of(content, name="tickets.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_page(path, "tickets")

    return page_of


@pytest.mark.parametrize(
    "name",
    ["tickets.json", "tickets-1.json", "tickets_page_2.json", "Tickets.2.json", "tickets-3.jsonl"],
)
def test_kind_of_page_names(name):
    assert kind_of(name) == "tickets"


@pytest.mark.parametrize(
    "name", ["my_tickets.json", "tickets.csv", "ticket_fields.json", "a/tickets"]
)
def test_kind_of_other_names_is_none(name):
    assert kind_of(name) == ""


def test_find_files_in_the_order_of_their_numbers(tmp_path):
    for name in ("tickets_page_10.json", "tickets_page_2.json", "tickets.json", "users.json"):
        (tmp_path / name).touch()
    names = [path.name for path in find_files(tmp_path, "tickets")]
    assert names == ["tickets.json", "tickets_page_2.json", "tickets_page_10.json"]
    assert [page_number(path) for path in find_files(tmp_path, "tickets")] == [None, 2, 10]


def test_lines_of_json_are_a_page(page_of):
    page = page_of('{"id": 1}\n\n{"id": 2, "subject": "a\u2028b"}\n')
    assert [record["id"] for record in page.records["tickets"]] == [1, 2]
    assert page_of('{"id": 1}').size == 1


def test_lines_of_json_of_which_one_is_broken_are_refused(page_of):
    with pytest.raises(UnreadableExport, match="Extra data at line 2, column 1"):
        page_of('{"id": 1}\n{"id": 2')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_in_any_encoding_is_read(page_of, encoding):
    page = page_of('[{"id": 1, "subject": "Größe"}]'.encode(encoding))
    assert (page.records["tickets"][0]["subject"], page.warnings) == ("Größe", [])


def test_json_with_a_bad_byte_loses_one_letter(page_of):
    page = page_of('[{"id": 1, "subject": "ÄÖÜ?"}]'.encode().replace(b"?", b"\xff"))
    assert page.records["tickets"][0]["subject"] == "ÄÖÜ\ufffd"
    assert len(page.warnings) == 1


@pytest.mark.parametrize(
    ("says", "has_more"),
    [
        ({}, None),
        ({"end_of_stream": False}, True),
        ({"end_of_stream": True, "next_page": "https://x"}, False),
        ({"meta": {"has_more": True}}, True),
        ({"meta": {"has_more": False}, "links": {"next": "https://x"}}, False),
        ({"links": {"next": "https://x"}}, True),
        ({"next_page": "https://x"}, True),
        ({"next_page": None}, False),
        ({"meta": "x", "links": 1}, None),
    ],
)
def test_page_says_whether_there_are_more(page_of, says, has_more):
    assert page_of(json.dumps({"tickets": []} | says)).has_more is has_more


def reasons_of(pages, numbers=()):
    return [note.reason for note in find_missing_pages("tickets", pages, numbers)]


def test_missing_pages_are_said(page_of):
    more = page_of('{"tickets": [{"id": 1}], "next_page": "https://x", "count": 200}')
    last = page_of('{"tickets": [], "next_page": null}')
    counts = "the helpdesk counts 200 tickets, but the files have only 1"
    assert reasons_of([more, last], [1, 4, 2]) == ["pages of tickets are missing: 3", counts]
    assert reasons_of([more]) == [
        "the last page of tickets is missing: the list may be incomplete",
        counts,
    ]
    assert reasons_of([last]) == []


@given(st.sets(st.integers(0, 40), min_size=1))
def test_missing_numbers_lie_between_those_that_are_there(numbers):
    missing = missing_numbers(numbers)
    assert not numbers & set(missing)
    assert all(min(numbers) < number < max(numbers) for number in missing)


def test_missing_numbers_of_dates_are_none():
    assert missing_numbers([20261101, 20261201, None]) == []


def test_left_out_files_are_named():
    assert [note.reason for note in note_left_out(["a.json", "b.csv"])] == [
        "files that were not read: “a.json”, “b.csv”"
    ]
    assert note_left_out([]) == []


@given(st.lists(st.dictionaries(st.text(), st.integers() | st.text()), min_size=2))
def test_lines_of_any_records_are_read_back(records):
    text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    assert parse_json(text) == records
