"""Hostile files get a clear message quickly: nothing is partly read, and no 500.

The sentence stands beside the field where the beginning of the file tells, else on the job's page.
"""

import gzip
import io
import random
import time
import zipfile

import pytest
from django.urls import reverse

from cases.forms import LIMIT
from cases.importing.upload import ROWS
from cases.models import ImportRun
from jobs.tests.run import run_jobs

pytestmark = pytest.mark.django_db

HEAD = b"id,subject,status,created,updated\n"
NOISE = random.Random(7).randbytes(50_000)


def packed(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", ".", 1), data)
    return content.getvalue()


FILES = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + NOISE, "a picture (PNG)"),
    "a photo": (b"\xff\xd8\xff\xe0" + NOISE, "a picture (JPEG)"),
    "a pdf": (b"%PDF-1.7\n" + NOISE, "a PDF"),
    "a bomb of gzip": (gzip.compress(bytes(50_000_000)), "packed by gzip"),
    "a program": (b"MZ\x90\x00" + NOISE, "a program"),
    "noise": (b"id" + NOISE, "not text"),
    "json": (b'{"tickets": []}', "This is JSON"),
    "deep json": (b"[" * 1_000_000, "This is JSON"),
    "a web page": (b"\n<!DOCTYPE html><html>", "a web page"),
    "one line of 9 MB": (b"x" * (LIMIT - 1), "not column names"),
    "commas": (b"," * (LIMIT - 1), "not column names"),
    "quotation marks": (b'"' * (LIMIT - 1), "not column names"),
    "NUL bytes": (bytes(LIMIT - 1), "not column names"),
    "line breaks": (HEAD + b"\n" * 700_000, "more than 30,000 rows"),
    "too many rows": (HEAD + b"1\n" * (ROWS + 2), "more than 30,000 rows"),
    "a separator alone": (b"sep=;\n", "no column"),
    "a workbook": (packed(xl__workbook_xml="<x/>"), "Excel workbook"),
    "a zip of deep json": (packed(tickets_json="[" * 1_000_000), "not valid JSON"),
    "a zip of a picture": (packed(cases_csv=b"\x89PNG\r\n\x1a\n" + NOISE), "a picture (PNG)"),
    "a bomb of zip": (packed(tickets_json=bytes(101 * 1024 * 1024)), "more than 100 MB"),
    "half a zip": (packed(tickets_json="{}")[:50], "The zip is damaged"),
    "more than fits": (HEAD + bytes(LIMIT), "the limit is 10 MB"),
}


@pytest.mark.parametrize("kind", FILES)
def test_file_that_is_something_else_is_refused_in_a_sentence(client, send, kind):
    data, words = FILES[kind]
    begun = time.perf_counter()
    response = send(data)
    if response.status_code != 422:
        run_jobs()
        response = client.get(response.url)
    assert words in response.content.decode()
    assert not ImportRun.objects.exists()
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_table_in_any_encoding_is_read(run_import, encoding):
    text = HEAD.decode() + "1,Größe der Anhänge,open,2026-01-01,2026-01-02\n" * 3
    run_import(text.encode(encoding))
    assert ImportRun.objects.get().counts["created"] == 1


def test_row_of_a_megabyte_and_nul_bytes_are_ordinary(run_import):
    rows = (
        b"1,"
        + b"x" * 1_000_000
        + b",open,2026-01-01,2026-01-01\n2,a\0b,open,2026-01-01,2026-01-01\n"
    )
    run_import(HEAD + rows)
    assert ImportRun.objects.get().counts["created"] == 2


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
