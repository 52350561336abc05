import tempfile
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from cases.actions import start_import, start_previewed_import
from cases.models import Case, ImportRun
from cases.tests.factories import ImportRejectFactory, ImportRunFactory
from cases.tests.packing import export_files, pack, read_bytes
from cases.tests.persona_world import make_preview
from core.errors import NotAllowed
from core.tests.rows import reload
from files.models import StoredFile
from jobs.models import Job
from jobs.runner import run_slice
from jobs.tests.run import run_jobs
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"
URL = "/cases/import/"


@pytest.fixture
def table():
    return (FIXTURES / "cases.csv").read_bytes()


@pytest.mark.parametrize("method", ["get", "post"])
def test_import_for_anonymous_asks_to_sign_in(client, method):
    assert getattr(client, method)(URL).status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_import_is_not_found_by_engineers(client, engineer, method):
    client.force_login(engineer)
    assert getattr(client, method)(URL).status_code == 404
    assert client.get(reverse("import_run", args=[ImportRunFactory().pk])).status_code == 404


def test_import_of_a_csv_ends_on_its_result(run_import, table, coordinator):
    page = run_import(table).content.decode()
    run = ImportRun.objects.get()
    assert (run.by, run.source, run.name) == (coordinator, "csv", "cases.csv")
    assert "created is not a date: “yesterday-ish”" in page
    assert "control characters removed from subject" in page


def test_import_keeps_its_file_for_coordinators(client, send, table, engineer):
    send(table)
    file = StoredFile.objects.get()
    address = reverse("stored_file", args=[file.pk])
    assert b"".join(client.get(address).streaming_content) == table
    assert file.keep_until > file.created_at
    client.force_login(engineer)
    assert client.get(address).status_code == 404


def test_import_of_a_zip_takes_the_whole_export(run_import):
    run_import(pack(**export_files()), "export.zip")
    assert Case.objects.filter(source="zendesk").count() == 4


def test_import_takes_the_name_of_the_helpdesk(run_import, table):
    run_import(table, source="Old-Desk")
    assert Case.objects.filter(source="old-desk").count() == 3


def test_preview_shows_what_would_happen_and_imports_it_by_one_button(client, run_import, table):
    page = run_import(table, source="desk", dry_run="on").content.decode()
    assert "created is not a date" in page
    assert not Case.objects.exists()
    address = reverse("import_previewed", args=[Job.objects.get().pk])
    assert address in page
    assert "Ready to import" in client.get(URL).content.decode()
    assert client.post(address).url == client.post(address).url
    run_jobs()
    assert "Ready to import" not in client.get(URL).content.decode()
    assert Case.objects.filter(source="desk").count() == 3


def test_preview_whose_file_is_deleted_asks_for_it_again(client, run_import, table):
    run_import(table, dry_run="on")
    StoredFile.objects.all().delete()
    preview = Job.objects.get()
    page = client.get(reverse("import_preview", args=[preview.pk])).content.decode()
    assert "has been deleted" in page
    assert client.post(reverse("import_previewed", args=[preview.pk])).status_code == 409


def test_sample_has_no_rejected_rows_and_no_warnings():
    export, _ = read_bytes(Path(find("samples/cases.csv")).read_bytes())
    assert (len(export.cases), export.rejected, export.warnings) == (3, [], [])


def test_preview_is_not_found_by_others(client, run_import, table, engineer):
    run_import(table, dry_run="on")
    address = reverse("import_preview", args=[Job.objects.get().pk])
    client.force_login(engineer)
    assert client.get(address).status_code == 404


def test_import_of_a_picture_says_so_beside_the_field(send):
    response = send(b"\xff\xd8\xff\xe0", source="kept")
    assert response.status_code == 422
    assert "a picture (JPEG)" in response.content.decode()
    assert 'value="kept"' in response.content.decode()
    assert not Job.objects.exists()


def test_import_without_a_file_or_with_a_bad_name_says_so(client, send):
    assert client.post(URL, {"source": "x"}).status_code == 422
    assert send(b"id;status;created", source="no spaces here").status_code == 422


def test_imports_page_lists_earlier_ones_and_explains_the_command(client, coordinator):
    client.force_login(coordinator)
    assert "Nothing has been imported yet" in client.get(URL).content.decode()
    ImportRunFactory(name="monday.csv", by=UserFactory(name="Omar Haddad"))
    page = client.get(URL).content.decode()
    for words in ("monday.csv", "Omar Haddad", "manage.py import_cases"):
        assert words in page


def test_imports_page_leads_back_to_the_job_of_an_import(client, send, table):
    address = send(table).url
    page = client.get(URL).content.decode()
    assert f'href="{address}"' in page
    run_jobs()
    assert f'href="{address}"' not in client.get(URL).content.decode()


def test_imports_take_the_same_few_queries_for_one_and_three_rows(queries_of, coordinator):
    run = ImportRunFactory()
    ImportRejectFactory(run=run)
    one = (
        queries_of(coordinator, URL),
        queries_of(coordinator, reverse("import_run", args=[run.pk])),
    )
    for _ in range(2):
        ImportRunFactory()
        ImportRejectFactory(run=run)
    assert (
        queries_of(coordinator, URL),
        queries_of(coordinator, reverse("import_run", args=[run.pk])),
    ) == one
    assert max(one) <= 12


def test_import_run_shows_at_most_the_first_notes(client, coordinator, monkeypatch):
    monkeypatch.setattr("cases.queries.imports.SHOWN", 2)
    run = ImportRunFactory(counts={"created": 0, "rejected": 3})
    for _ in range(3):
        ImportRejectFactory(run=run, reason="bad date")
    client.force_login(coordinator)
    assert client.get(reverse("import_run", args=[run.pk])).content.decode().count("bad date") == 2


def test_import_that_cannot_be_read_says_why_on_its_page(run_import):
    page = run_import(b"PK\x03\x04 cut off", "cases.zip").content.decode()
    assert "The zip is damaged" in page
    assert reverse("cases_import") in page


def test_import_run_asks_to_confirm_people(run_import, table):
    page = run_import(table).content.decode()
    assert "2 people own cases but have no account yet" in page
    assert reverse("proposals") in page


def test_start_import_without_audit_keeps_no_file(coordinator, table, now, audit_refuses):
    with audit_refuses(), transaction.atomic():
        start_import(SimpleUploadedFile("cases.csv", table), by=coordinator, now=now)
    assert not StoredFile.objects.exists()
    assert not Job.objects.exists()


def test_start_import_by_an_engineer_is_forbidden(engineer, table, now):
    with pytest.raises(NotAllowed):
        start_import(SimpleUploadedFile("cases.csv", table), by=engineer, now=now)


def test_start_previewed_import_by_an_engineer_is_forbidden(engineer, coordinator, now):
    with pytest.raises(NotAllowed):
        start_previewed_import(make_preview(coordinator, now), by=engineer, now=now)


def test_start_previewed_import_without_audit_starts_no_job(
    run_import, coordinator, table, now, audit_refuses
):
    run_import(table, dry_run="on")
    with audit_refuses(), transaction.atomic():
        start_previewed_import(Job.objects.get(), by=coordinator, now=now)
    assert Job.objects.count() == 1


def test_import_in_slices_reads_its_file_once(client, send, table, tmp_path, monkeypatch):
    job = Job.objects.get(pk=send(table).url.strip("/").split("/")[-1])
    assert run_slice(job.pk, seconds=0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))  # nothing can be read here
    run_jobs()
    assert reload(job).state == "done"
