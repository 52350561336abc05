from pathlib import Path

import pytest
from django.urls import reverse

from cases.forms import LIMIT
from cases.models import Case, ImportRun
from cases.tests.factories import ImportRejectFactory, ImportRunFactory
from cases.tests.test_zip_file import export_files, pack
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


def test_import_of_a_csv_ends_on_its_result(client, send, table, coordinator):
    response = send(table)
    run = ImportRun.objects.get()
    assert response.url == reverse("import_run", args=[run.pk])
    assert (run.by, run.source, run.name) == (coordinator, "csv", "cases.csv")
    page = client.get(response.url).content.decode()
    assert "created is not a date: “yesterday-ish”" in page
    assert "control characters removed from subject" in page


def test_import_of_a_zip_takes_the_whole_export(send):
    send(pack(**export_files()), "export.zip")
    assert Case.objects.filter(source="zendesk").count() == 4


def test_import_takes_the_name_of_the_helpdesk(send, table):
    send(table, source="Old-Desk")
    assert Case.objects.filter(source="old-desk").count() == 3


def test_import_tried_only_shows_what_would_happen(send, table):
    response = send(table, dry_run="on")
    assert response.status_code == 200
    assert "Nothing was changed" in response.content.decode()
    assert "created is not a date" in response.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"\xff\xd8\xff\xe0 a picture", "a picture (JPEG)"),
        (b"PK\x03\x04 cut off", "The zip is damaged"),
        (b"x" * (LIMIT + 1), "more than the 10 MB that fit here"),
    ],
)
def test_import_of_a_file_that_cannot_be_read_says_why_beside_the_field(send, data, words):
    response = send(data, source="kept")
    assert response.status_code == 422
    assert words in response.content.decode()
    assert 'value="kept"' in response.content.decode()
    assert not ImportRun.objects.exists()


def test_import_without_a_file_or_with_a_bad_name_says_so(client, send):
    assert client.post(URL, {"source": "x"}).status_code == 422
    assert send(b"id;status;created", source="no spaces here").status_code == 422


def test_imports_page_lists_earlier_ones_and_explains_the_command(client, coordinator):
    client.force_login(coordinator)
    assert "Nothing was imported yet" in client.get(URL).content.decode()
    ImportRunFactory(name="monday.csv", by=UserFactory(name="Omar Haddad"))
    page = client.get(URL).content.decode()
    for words in ("monday.csv", "Omar Haddad", "manage.py import_cases"):
        assert words in page


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


def test_import_run_asks_to_confirm_people(client, send, table):
    page = client.get(send(table).url).content.decode()
    assert "2 people own cases and are not here yet" in page
    assert reverse("proposals") in page
