"""An older file never undoes what a newer one said, and comments that have no case are said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases.actions import import_export
from cases.importing.csv_file import parse_csv
from cases.importing.rows import CaseRow, CommentRow, Export, Note, PersonRow
from cases.models import Case, CaseComment, ImportReject
from cases.queries.imports import import_page
from people.models import Proposal

pytestmark = [pytest.mark.database, pytest.mark.django_db]
DAY = timedelta(days=1)
UNDATED = "the row does not say when it last changed and may be older than the case: it was skipped"


@pytest.fixture
def take(system, now):
    """Import one row of the same case, with these facts."""

    def take(comments=(), **facts):
        row = CaseRow(line=2, external_id="1", subject="One", opened_at=now - 9 * DAY, **facts)
        export = Export(cases=[row], comments=list(comments))
        return import_export(export, name="x", source="desk", by=system, now=now)

    return take


@pytest.fixture
def comment(now):
    author = PersonRow(external_id="9", name="Ann")
    return CommentRow(external_id="7", case_id="1", author=author, body="x", written_at=now)


def status():
    return Case.objects.get().status


@pytest.mark.parametrize("column", ["updated_at", "solved_at", "closed_at"])
def test_older_file_never_reopens_a_case_whichever_time_says_that_it_is_older(take, now, column):
    take(status="solved", **{column: now - 2 * DAY})
    summary = take(status="open")
    assert (status(), summary.skipped) == ("solved", 1)
    assert [note.as_dict() for note in summary.warnings] == [
        {"line": 2, "id": "1", "reason": UNDATED}
    ]


def test_file_without_times_of_changes_never_reopens_a_case(take):
    take(status="closed")
    assert take(status="pending").skipped == 1
    assert take(status="solved").updated == 1


def test_older_file_that_says_solved_leaves_a_case_closed(take, now):
    take(status="closed", solved_at=now - 3 * DAY, closed_at=now - DAY)
    take(status="solved", solved_at=now - 3 * DAY)
    assert status() == "closed"


def test_newer_row_reopens_a_case(take, now):
    take(status="solved", solved_at=now - 2 * DAY)
    assert take(status="open", updated_at=now - DAY).updated == 1
    assert take(status="open", priority="high").updated == 1


def test_older_file_brings_no_deleted_case_back(take, now):
    take(status="open", updated_at=now - 3 * DAY)
    take(status="deleted", is_deleted=True, updated_at=now - DAY)
    take(status="open", updated_at=now - 2 * DAY)
    assert take(status="open").skipped == 1
    assert Case.objects.get().deleted_at
    take(status="open", updated_at=now)
    assert Case.objects.get().deleted_at is None


def test_deleting_needs_no_time_of_the_last_change(take, now):
    take(status="solved", solved_at=now - DAY)
    assert take(status="deleted", is_deleted=True).updated == 1


def test_comments_without_a_case_are_said_once_with_a_count(take, comment):
    lost = [replace(comment, external_id=key, case_id="99") for key in "abc"]
    summary = take(comments=[comment, *lost], status="open")
    assert [note.as_dict() for note in summary.warnings] == [
        {
            "line": 0,
            "id": "99",
            "reason": "the case of the comment is not here: the comment was left out",
            "count": 3,
        }
    ]
    assert list(ImportReject.objects.values_list("count", flat=True)) == [3]


def test_comments_of_a_deleted_case_are_no_warning(take, comment):
    assert take(comments=[comment], status="deleted", is_deleted=True).warnings == []
    assert not CaseComment.objects.exists()


def test_comment_is_internal_unless_it_is_said_to_be_public(take, comment):
    take(comments=[comment, replace(comment, external_id="8", is_public=True)], status="open")
    assert list(CaseComment.objects.values_list("external_id", "is_public")) == [
        ("7", False),
        ("8", True),
    ]
    assert CaseComment().is_public is False


def test_ids_of_255_characters_are_stored(system, now):
    key = "k" * 255
    head = "id;assignee id;requester id;customer id;status;created"
    table = f"{head}\n{key};{key};{key};{key};open;2026-11-02"
    import_export(parse_csv(table.encode()), name="x", source="desk", by=system, now=now)
    case = Case.objects.get(number=key)
    assert (case.owner_external_id, case.customer.external_id) == (key, key)
    assert len(case.owner_name) == len(case.contact_name) == len(case.customer.name) == 200
    assert Proposal.objects.get().external_id == key


def test_warning_about_a_long_id_is_shortened_to_its_column(take):
    summary = take(status="open", parent_id="p" * 255)
    assert len(ImportReject.objects.get(run=summary.run).reason) == 300


def test_files_left_out_are_warnings_of_the_import(system, now):
    export = Export(
        left_out=["mac\0ros\udcff.json"], warnings=[Note(1, "", "one"), Note(2, "", "one")]
    )
    summary = import_export(export, name="x", source="desk", by=system, now=now)
    assert [(note.reason, note.count) for note in summary.warnings] == [
        ("files that were not read: “macros.json”", 1),
        ("one", 2),
    ]
    first = ImportReject.objects.order_by("pk").first()
    assert import_page(summary.run)["warnings"][0] == first
