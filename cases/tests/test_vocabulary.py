from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.records import read_priority, read_status
from cases.importing.rows import BadRow, Note, fold_notes
from cases.importing.text import Cleaner, split_address

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Waiting on us", "open"),
        ("Waiting on contact", "pending"),
        ("Working", "open"),
        ("In Review", "open"),
        ("pending reminder", "pending"),
        ("merged", "closed"),
        ("gelöst", "solved"),
    ],
)
def test_status_of_common_helpdesks_is_known(word, status):
    cleaner = Cleaner()
    assert (read_status(word, cleaner), cleaner.changes) == (status, [])


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Waiting for the lab", "pending"),
        ("Done by vendor", "solved"),
        ("Team 2: in progress", "open"),
        ("Closed - no answer", "closed"),
    ],
)
def test_status_that_is_unknown_counts_by_its_name_with_a_warning(word, status):
    cleaner = Cleaner()
    assert read_status(word, cleaner) == status
    assert cleaner.changes == [f"the status “{word}” is not known; the case counts as {status}"]


def test_status_that_is_unknown_counts_by_the_times_of_the_case():
    assert read_status("Sent to the lab", Cleaner(), solved_at=NOON) == "solved"
    assert read_status("", Cleaner(), solved_at=NOON, closed_at=NOON) == "closed"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("Sent to the lab", "the status “Sent to the lab” is not known"),
        ("Not solved", "the status “Not solved” is not known"),
        ("6", "the status “6” is a code: export the statuses as words"),
        ("n/a", "the status is missing"),
    ],
)
def test_status_that_nothing_explains_rejects_the_row(word, reason):
    with pytest.raises(BadRow, match=reason):
        read_status(word, Cleaner())


@pytest.mark.parametrize("number", ["1", "4", "1.0", "-1", "10"])
def test_priority_that_is_a_bare_number_is_left_empty(number):
    cleaner = Cleaner()
    assert read_priority(number, cleaner) == ""
    assert cleaner.changes == [f"the priority “{number}” is only a number; it was left empty"]


@pytest.mark.parametrize(
    ("word", "priority"),
    [("1 - Critical", "urgent"), ("2 normal", "normal"), ("Low (4)", "low"), ("P2", "high")],
)
def test_priority_with_a_number_is_read_by_its_word(word, priority):
    assert read_priority(word, Cleaner()) == priority


@given(st.text(max_size=20))
def test_status_and_priority_of_any_text_are_ours_or_said(text):
    cleaner = Cleaner()
    priority = read_priority(text, cleaner)
    assert priority in ("", "low", "normal", "high", "urgent")
    try:
        status = read_status(text, cleaner)
    except BadRow:
        return
    assert status in ("new", "open", "pending", "hold", "solved", "closed", "deleted")


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Kim Lee", "Kim Lee", ""),
        ("kim@a.example", "", "kim@a.example"),
        ('"Lee, Kim" <kim@a.example>', "Lee, Kim", "kim@a.example"),
        ("@kim", "@kim", ""),
    ],
)
def test_split_address(text, name, address):
    assert split_address(text) == (name, address)


def test_key_that_is_too_long_costs_only_itself():
    cleaner = Cleaner()
    assert (cleaner.key("x" * 255, "owner id"), cleaner.changes) == ("x" * 255, [])
    assert cleaner.key("x" * 256, "owner id") == ""
    assert cleaner.changes == ["owner id is longer than 255 characters; it was left empty"]


notes = st.builds(
    Note,
    line=st.integers(0, 9),
    external_id=st.sampled_from("12"),
    reason=st.sampled_from("ab"),
    count=st.integers(1, 3),
)


@given(st.lists(notes))
def test_fold_notes_says_each_reason_once_and_counts_all(some):
    folded = fold_notes(some)
    assert [note.reason for note in folded] == list(dict.fromkeys(note.reason for note in some))
    assert sum(note.count for note in folded) == sum(note.count for note in some)
    assert fold_notes(folded) == folded


def test_fold_notes_across_files():
    pages = [Note(1, "7", f"{name}: no date", file=name) for name in ("a.json", "b.json")]
    assert fold_notes(pages) == [Note(1, "7", "a.json: no date", count=2, file="a.json")]
