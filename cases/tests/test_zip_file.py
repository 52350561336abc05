import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing import zip_file
from cases.importing.rows import UnreadableExport
from cases.importing.zip_file import is_zip, read_zip

FIXTURES = Path(__file__).parent / "fixtures"


def pack(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def export_files(folder=""):
    return {f"{folder}{path.name}": path.read_bytes() for path in (FIXTURES / "export").iterdir()}


@pytest.mark.parametrize("folder", ["", "helpdesk-export/", "../../etc/", "/tmp/"])
def test_zip_of_a_folder_is_read_wherever_its_files_lie(folder):
    export, form = read_zip(
        pack(**export_files(folder), **{"__MACOSX/._users.json": b"x", "readme.txt": b"hi"})
    )
    assert (form, len(export.cases), len(export.comments)) == ("zendesk", 5, 4)


def test_zip_of_one_csv_is_read():
    export, form = read_zip(pack(**{"cases.CSV": (FIXTURES / "cases.csv").read_bytes()}))
    assert (form, len(export.cases)) == ("csv", 3)


@pytest.mark.parametrize(
    "files", [{}, {"a.txt": b"x"}, {"a.csv": b"x", "b.csv": b"x"}, {"users.json": b"{}"}]
)
def test_zip_of_anything_else_is_refused(files):
    with pytest.raises(UnreadableExport, match="contains neither"):
        read_zip(pack(**files))


def test_zip_with_a_name_twice_is_refused():
    with pytest.raises(UnreadableExport, match="tickets-1.json twice"):
        read_zip(pack(**export_files("a/"), **export_files("b/")))


def test_zip_bomb_is_stopped_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(zip_file, "TOTAL_LIMIT", 1024 * 1024)
    with pytest.raises(UnreadableExport, match="more than 1 MB"):
        read_zip(pack(**{"tickets-1.json": b" " * 600_000, "tickets-2.json": b" " * 600_000}))


def test_zip_that_needs_a_password_is_refused():
    data = bytearray(pack(**{"tickets.json": b"{}"}))
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(marker) + offset] |= 1
    with pytest.raises(UnreadableExport, match="damaged"):
        read_zip(bytes(data))


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_damaged_zip_is_read_or_refused(at, noise):
    data = bytearray(pack(**{"cases.csv": b"id;status;created\n1;open;2026-01-01\n" * 3}))
    data[at : at + len(noise)] = noise
    with contextlib.suppress(UnreadableExport):
        read_zip(bytes(data))


def test_zip_is_known_by_its_first_bytes():
    assert is_zip(pack(**{"a.csv": b""}))
    assert not is_zip(b"id;status")
