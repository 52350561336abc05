"""Hostile files get a clear message quickly: nothing is partly read, and no 500.

The sentence stands beside the field where the first bytes tell, else on the job's page.
"""

import gzip
import random
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.forms import ROWS, ImportForm
from cases.importing.rows import UnreadableExport
from cases.models import Case, ImportRun
from cases.tests.packing import pack, read_bytes
from jobs.tests.run import run_jobs

HEAD = b"id,subject,status,created,updated\n"
NOISE = random.Random(7).randbytes(50_000)
LIMIT = 10 * 1024 * 1024

BESIDE_THE_FIELD = {
    "nothing": (b"", "The file is empty."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + NOISE, "a picture (PNG)"),
    "a photo": (b"\xff\xd8\xff\xe0" + NOISE, "a picture (JPEG)"),
    "a pdf": (b"%PDF-1.7\n" + NOISE, "a PDF"),
    "a bomb of gzip": (gzip.compress(bytes(50_000_000)), "packed by gzip"),
    "a program": (b"MZ\x90\x00" + NOISE, "a program"),
    "noise": (b"id" + NOISE, "not text"),
    "a web page": (b"\n<!DOCTYPE html><html>", "a web page"),
    "more than fits": (HEAD + bytes(LIMIT), "the limit is 10 MB"),
}
BY_THE_JOB = {
    "one line of 9 MB": (b"x" * (LIMIT - 1), "not column names"),
    "commas": (b"," * (LIMIT - 1), "not column names"),
    "quotation marks": (b'"' * (LIMIT - 1), "not column names"),
    "NUL bytes": (bytes(LIMIT - 1), "not column names"),
    "line breaks": (HEAD + b"\n" * 700_000, "more than 30,000 rows"),
    "too many rows": (HEAD + b"1\n" * (ROWS + 2), "more than 30,000 rows"),
    "a separator alone": (b"sep=;\n", "no column"),
    "other columns": (b"number;state\n1;open\n", "There is no column for when it was opened"),
    "deep json": (b"[" * 1_000_000, "nested too deeply"),
    "other json": (b'{"tickets": {}}', "contains no list of tickets"),
    "a workbook": (pack(**{"xl/workbook.xml": "<x/>"}), "Excel workbook"),
    "a zip of deep json": (pack(**{"tickets.json": "[" * 1_000_000}), "nested too deeply"),
    "a zip of a picture": (pack(**{"cases.csv": b"\x89PNG\r\n\x1a\n" + NOISE}), "a picture (PNG)"),
    "a bomb of zip": (pack(**{"tickets.json": bytes(101 * 1024 * 1024)}), "more than 100 MB"),
    "half a zip": (pack(**{"tickets.json": "{}"})[:50], "The zip is damaged"),
}


@pytest.mark.parametrize("kind", BESIDE_THE_FIELD)
def test_file_that_is_something_else_is_refused_beside_the_field(kind):
    data, words = BESIDE_THE_FIELD[kind]
    form = ImportForm({}, {"upload": SimpleUploadedFile("cases.csv", data)})
    assert words in form.errors["upload"][0]


@pytest.mark.parametrize("kind", BY_THE_JOB)
def test_file_that_cannot_be_read_is_refused_in_a_sentence(kind):
    data, words = BY_THE_JOB[kind]
    begun = time.perf_counter()
    with pytest.raises(UnreadableExport) as refused:
        read_bytes(data)
    assert words in str(refused.value)
    assert time.perf_counter() - begun < 5


@pytest.mark.django_db
def test_bomb_ends_its_job_with_a_sentence_and_offers_another_file(run_import):
    bomb = pack(**{"tickets.json": b"[" + b"{}," * 6_000_000 + b"{}]"})
    page = run_import(bomb, "bomb.zip").content.decode()
    assert "more than 10,485,760 cells" in page
    assert "Choose another file" in page
    assert "Try again" not in page
    assert not Case.objects.exists()
    assert not ImportRun.objects.exists()


def test_json_file_of_tickets_is_read_alone():
    ticket = b'{"id": %d, "status": "open", "created_at": "2026-01-01"}'
    for data in (b'{"tickets": [%s]}' % (ticket % 1), ticket % 1 + b"\n" + ticket % 2):
        export, form = read_bytes(data)
        assert (form, export.cases[0].external_id) == ("zendesk", "1")


def test_number_of_5000_digits_costs_its_field_only():
    ticket = b'{"id": %d, "status": "open", "created_at": "2026-01-01", "problem_id": %s}'
    tickets = b"[%s, %s]" % (ticket % (1, b"2"), ticket % (2, b"9" * 5000))
    export, _ = read_bytes(pack(**{"tickets.json": tickets}))
    assert [row.parent_id for row in export.cases] == ["2", ""]


def test_case_has_at_most_a_hundred_tags():
    tags = ",".join(f"t{number}" for number in range(200))
    table = f'id,status,created,tags\n1,open,2026-01-01,"{tags}"\n'
    export, _ = read_bytes(table.encode())
    assert len(export.cases[0].tags) == 100
    assert any("only 100 of 200 tags" in note.reason for note in export.warnings)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_table_in_any_encoding_is_read(encoding):
    text = HEAD.decode() + "1,Größe der Anhänge,open,2026-01-01,2026-01-02\n" * 3
    assert read_bytes(text.encode(encoding))[0].cases[0].subject == "Größe der Anhänge"


@pytest.mark.django_db
def test_row_of_a_megabyte_and_nul_bytes_are_ordinary(run_import):
    rows = (
        b"1,"
        + b"x" * 1_000_000
        + b",open,2026-01-01,2026-01-01\n2,a\0b,open,2026-01-01,2026-01-01\n"
    )
    run_import(HEAD + rows)
    assert ImportRun.objects.get().counts["created"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a\0b.csv", "x" * 5000 + ".csv", "\u202egnp.csv", "<img src=x>.csv"],
)
def test_name_of_a_file_is_words_and_no_path(client, send, name):
    response = send(HEAD + b"1,s,open,2026-01-01,2026-01-01\n", name)
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        run_jobs()
        page = client.get(response.url).content.decode()
        page += client.get(
            reverse("import_run", args=[ImportRun.objects.get().pk])
        ).content.decode()
        assert "<img src" not in page
        assert "etc/passwd" not in page
