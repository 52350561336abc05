from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from audit.models import Event
from cases.actions import import_cases, import_export
from cases.importing.csv_file import parse_csv
from cases.importing.zendesk import read_zendesk
from cases.models import Case, CaseComment, Contact, Customer, ImportReject, ImportRun
from cases.signals import cases_changed
from core.errors import NotAllowed
from people.models import Proposal
from people.tests.factories import UserFactory

FIXTURES = Path(__file__).parent / "fixtures"
pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def take_in(system, now):
    def take_in(export=None, *, source="zendesk", **options):
        export = read_zendesk(FIXTURES / "export") if export is None else export
        return import_export(export, name="export", source=source, by=system, now=now, **options)

    return take_in


def only(export, key, **changes):
    """The export with one case of it, changed."""
    row = next(row for row in export.cases if row.external_id == key)
    return replace(
        export, cases=[replace(row, **changes)], comments=[], rejected=[], warnings=[], duplicates=0
    )


@contextmanager
def changes_sent():
    """The (case, fields) that the signal names meanwhile."""
    changed = []

    def listen(sender, changes, **kwargs):
        changed.extend((case.external_id, set(fields)) for case, fields in changes)

    cases_changed.connect(listen)
    yield changed
    cases_changed.disconnect(listen)


@pytest.fixture
def export():
    return read_zendesk(FIXTURES / "export")


def test_import_export_counts_every_row(take_in):
    summary = take_in().as_dict()
    assert {key: value for key, value in summary.items() if isinstance(value, int)} == {
        "created": 4,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 1,
        "skipped": 1,
    }
    assert [row["id"] for row in summary["rejected"]] == ["46", "", ""]
    assert not Case.objects.filter(external_id="44").exists()


def test_import_export_twice_changes_nothing(take_in):
    take_in()
    before = (
        list(Case.objects.order_by("pk").values()),
        list(CaseComment.objects.order_by("pk").values()),
    )
    summary = take_in()
    assert (summary.unchanged, summary.created, summary.updated) == (4, 0, 0)
    assert before == (
        list(Case.objects.order_by("pk").values()),
        list(CaseComment.objects.order_by("pk").values()),
    )


def test_import_export_links_owner_by_external_id_then_by_email(take_in):
    ana = UserFactory(email="somebody@else.example", external_ids={"zendesk": 300})
    bo = UserFactory(email="Bo.Lindqvist@support.example")
    take_in()
    assert Case.objects.get(external_id="41").owner == ana
    assert Case.objects.get(external_id="42").owner == bo


def test_import_export_keeps_unknown_and_former_owners_as_text(take_in):
    take_in()
    unknown, former = (Case.objects.get(external_id=key) for key in ("43", "45"))
    assert (unknown.owner, unknown.owner_name, unknown.contact_name) == (
        None,
        "Helpdesk user 999999",
        "Helpdesk user 888888",
    )
    assert (former.owner, former.owner_name) == (None, "Zed Former")


def test_import_export_proposes_active_agents_who_are_not_here(take_in):
    UserFactory(email="bo.lindqvist@support.example")
    summary = take_in()
    assert list(Proposal.objects.values_list("name", "external_id")) == [("Ana Duarte", "300")]
    assert summary.proposed == 1


def test_import_export_proposes_an_address_once_for_all_helpdesks(take_in):
    take_in()
    table = (
        b"id;status;created;assignee\n"
        b"1;open;2026-01-01;ana.duarte@support.example\n"
        b"2;open;2026-01-01;new@x.example"
    )
    summary = take_in(parse_csv(table), source="csv")
    assert list(Proposal.objects.filter(source="csv").values_list("email", flat=True)) == [
        "new@x.example"
    ]
    assert summary.proposed == 2


def test_import_export_makes_customers_contacts_and_comments(take_in):
    take_in()
    case = Case.objects.get(external_id="41")
    assert (case.customer.name, case.contact.name) == ("Ålesund Energi", "Ingrid Sæther")
    assert list(case.comments.values_list("author_name", "is_public")) == [
        ("Ingrid Sæther", True),
        ("Ana Duarte", False),
        ("Helpdesk user 777", True),
    ]
    assert list(case.children.values_list("external_id", flat=True)) == ["42"]


def test_import_export_older_row_never_overwrites_newer_case(take_in, export):
    take_in()
    newer = Case.objects.get(external_id="42").updated_at
    summary = take_in(only(export, "42", priority="low", updated_at=newer - timedelta(days=1)))
    assert summary.counts()["skipped"] == 1
    assert Case.objects.get(external_id="42").priority == "urgent"


def test_import_export_newer_row_updates_only_what_differs(take_in, export):
    take_in()
    case = Case.objects.get(external_id="42")
    solved_at = case.updated_at + timedelta(hours=1)
    with changes_sent() as changes:
        take_in(only(export, "42", status="solved", updated_at=solved_at))
    assert changes == [("42", {"status", "updated_at"})]
    assert Case.objects.get(external_id="42").status == "solved"


def test_import_export_deletes_and_brings_back(take_in, export, now):
    take_in()
    summary = take_in(only(export, "42", is_deleted=True, status="deleted"))
    assert summary.updated == 1
    assert Case.objects.get(external_id="42").deleted_at == now
    assert take_in(only(export, "42", is_deleted=True, status="deleted")).counts()["skipped"] == 1
    take_in(only(export, "42"))
    assert Case.objects.get(external_id="42").deleted_at is None


def test_import_export_new_comment_updates_its_case(take_in, export):
    take_in()
    export.comments.append(replace(export.comments[0], external_id="99", body="And now?"))
    with changes_sent() as changes:
        summary = take_in(export)
    assert changes == [("41", {"comments"})]
    assert (summary.updated, summary.unchanged) == (1, 3)


def test_import_export_under_two_sources_makes_two_cases_and_shares_the_customer(take_in):
    take_in()
    take_in(
        parse_csv(b"id;status;created;customer\n41;open;2026-01-01;\xc3\xa5lesund energi"),
        source="csv",
    )
    assert Case.objects.filter(external_id="41").count() == 2
    assert Case.objects.get(source="csv").customer == Customer.objects.get(name="Ålesund Energi")
    assert Customer.objects.count() == 2


def test_import_export_csv_contact_is_found_by_address(take_in):
    rows = (
        "id;status;created;requester email\n"
        "1;open;2026-01-01;Ana@a.example\n"
        "2;open;2026-01-01;ana@a.example"
    )
    take_in(parse_csv(rows.encode()), source="csv")
    assert Contact.objects.get().email == "ana@a.example"
    assert Case.objects.filter(contact=Contact.objects.get()).count() == 2


def test_import_export_people_without_address_share_nothing(take_in):
    take_in()  # brings a contact without an address
    names = ("contact_name", "owner_name", "contact", "owner")
    rows = (
        "id;status;created;requester;assignee\n1;open;2026-01-01;Ana;Bo\n2;open;2026-01-01;Cai;Dee"
    )
    take_in(parse_csv(rows.encode()), source="csv")
    assert list(Case.objects.filter(source="csv").order_by("number").values_list(*names)) == [
        ("Ana", "Bo", None, None),
        ("Cai", "Dee", None, None),
    ]


def test_import_export_unknown_parent_is_a_warning(take_in, export):
    summary = take_in(only(export, "42", parent_id="7777"))
    assert "unknown parent 7777" in summary.warnings[0].reason


def test_import_export_rehearsal_saves_nothing(take_in):
    summary = take_in(dry_run=True)
    assert (summary.created, summary.run) == (4, None)
    assert not Case.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Event.objects.exists()


def test_import_export_keeps_run_rejects_and_warnings(take_in):
    run = take_in().run
    assert run.counts["rejected"] == 3
    assert ImportReject.objects.filter(run=run, is_warning=False).count() == 3
    assert ImportReject.objects.filter(run=run, is_warning=True).count() == run.counts["warnings"]


def test_import_export_sends_what_changed_once_a_batch(take_in, export):
    with changes_sent() as changes:
        take_in()
        assert sorted(changes) == [(key, {"status"}) for key in ("41", "42", "43", "45")]
        changes.clear()
        take_in(only(export, "41", status="closed"))
    assert changes == [("41", {"status"})]


def test_import_export_by_engineer_is_forbidden(export, now):
    with pytest.raises(NotAllowed):
        import_export(export, name="x", source="x", by=UserFactory(), now=now)
    assert not Case.objects.exists()


def test_import_export_leaves_an_audit_event_a_case_and_a_run(take_in, export):
    take_in()
    take_in(only(export, "42", description="Secret words", subject="New"))
    assert Event.objects.filter(verb="imported").count() == 4
    assert Event.objects.filter(verb="imported cases").count() == 2
    assert Event.objects.get(verb="changed").facts == {
        "changes": {},
        "texts": ["description", "subject"],
    }


def test_import_export_unchanged_leaves_no_audit_event_of_cases(take_in):
    take_in()
    before = Event.objects.filter(subject_label="cases.case").count()
    take_in()
    assert Event.objects.filter(subject_label="cases.case").count() == before


def test_import_export_rolls_back_when_audit_fails(take_in, audit_refuses):
    with audit_refuses():
        take_in()
    assert not Case.objects.exists()
    assert not Proposal.objects.exists()
    assert not ImportRun.objects.exists()


def test_import_cases_reads_csv_and_leaves_audit(system, now):
    summary = import_cases(FIXTURES / "cases.csv", by=system, now=now)
    assert (summary.run.source, summary.run.name, summary.created) == ("csv", "cases.csv", 3)
    assert Event.objects.filter(verb="imported cases").count() == 1


def test_import_cases_rolls_back_when_audit_fails(system, now, audit_refuses):
    with audit_refuses():
        import_cases(FIXTURES / "cases.csv", by=system, now=now)
    assert not Case.objects.exists()


def test_import_cases_takes_source_and_rehearsal(system, now):
    assert (
        import_cases(
            FIXTURES / "cases.csv", source="old desk", dry_run=True, by=system, now=now
        ).run
        is None
    )
    assert not Case.objects.exists()
