"""An export in pieces, and an import that is cut off between two of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.actions import import_batch, import_export, preview_import
from cases.import_writer import batches
from cases.import_writer.batches import split_export
from cases.import_writer.importer import Importer
from cases.importing.rows import CaseRow, CommentRow, Export
from cases.models import Case, ImportRun
from cases.tests.conftest import NOW

pytestmark = pytest.mark.database

KEYS = "abcdefg"


def row(key, parent="", **facts):
    return CaseRow(
        line=1,
        external_id=key,
        parent_id=parent,
        status="open",
        opened_at=NOW,
        subject=f"Case {key}",
        **facts,
    )


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["", "z", *KEYS])), st.integers(1, 3))
def test_split_export_puts_parents_first_and_loses_nothing(parents, size):
    export = Export(cases=[row(key, parent) for key, parent in parents.items()])
    pieces = [[case.external_id for case in batch.cases] for batch in split_export(export, size)]
    assert sorted(key for piece in pieces for key in piece) == sorted(parents)
    place = {key: number for number, piece in enumerate(pieces) for key in piece}
    assert all(place[parents[key]] <= place[key] for key in parents if parents[key] in parents)


def test_split_export_of_nothing_is_one_batch():
    assert len(split_export(Export())) == 1


def test_split_export_puts_any_number_of_messages_into_small_batches(monkeypatch):
    monkeypatch.setattr(batches, "MOST_COMMENTS", 2)
    messages = [
        CommentRow(external_id=str(number), case_id=key, author=None, body="", written_at=NOW)
        for number, key in enumerate("aaaabbbbb")
    ]
    pieces = split_export(Export(cases=[row("a")], comments=messages))
    assert [len(batch.comments) for batch in pieces] == [2, 2, 2, 2, 1]


@pytest.fixture
def export(monkeypatch):
    """Four cases in three batches, the child before its parent."""
    monkeypatch.setattr(batches.split_export, "__defaults__", (2,))
    export = Export(cases=[row("1", "4"), row("2"), row("3", "nowhere"), row("4"), row("5", "1")])
    return export


@pytest.mark.django_db
def test_import_that_is_cut_off_goes_on_without_doubles(export, system, now):
    first = Importer(export, name="x", source="desk")
    import_batch(first, by=system, now=now)
    import_batch(first, by=system, now=now)
    state = first.state
    import_batch(first, by=system, now=now)  # done, and lost before its cursor was saved
    second = Importer(export, name="x", source="desk")
    second.resume(state)
    while not import_batch(second, by=system, now=now):
        pass
    assert Case.objects.count() == 5
    assert ImportRun.objects.get().counts["warnings"] == 1
    assert [note.reason[:14] for note in second.summary.warnings] == ["unknown parent"]


@pytest.mark.django_db
def test_import_in_batches_links_parents_across_them(export, system, now):
    summary = import_export(export, name="x", source="desk", by=system, now=now)
    assert summary.created == 5
    links = Case.objects.exclude(parent=None).order_by("external_id")
    assert list(links.values_list("external_id", "parent__external_id")) == [("1", "4"), ("5", "1")]
    again = import_export(export, name="x", source="desk", by=system, now=now)
    assert (again.unchanged, again.updated) == (5, 0)


@pytest.mark.django_db
def test_preview_import_in_batches_says_the_same(export, system, now):
    tried = import_export(export, name="x", source="desk", dry_run=True, by=system, now=now)
    assert not Case.objects.exists()
    done = import_export(export, name="x", source="desk", by=system, now=now)
    assert tried.as_dict() == done.as_dict()


@pytest.mark.django_db
def test_preview_import_stops_when_the_audit_fails(export, system, now, audit_refuses):
    with audit_refuses():
        preview_import(Importer(export, name="x", source="desk"), by=system, now=now)
    assert not Case.objects.exists()
