import contextlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.importing.rows import UnreadableExport
from cases.tests.packing import FIXTURES, LIMITS, export_files, pack, read_bytes

TABLE = b"id;status;created\n1;open;2026-01-01\n"


@pytest.mark.parametrize("folder", ["", "helpdesk-export/", "../../etc/", "/tmp/"])
def test_zip_of_a_folder_is_read_wherever_its_files_lie(folder):
    others = {"__MACOSX/._users.json": b"x", ".DS_Store": b"x", "readme.txt": b"hi"}
    export, form = read_bytes(pack(**export_files(folder), **others))
    assert (form, len(export.cases), len(export.comments)) == ("zendesk", 5, 4)
    assert export.left_out == ["readme.txt"]


def test_zip_of_one_csv_is_read():
    export, form = read_bytes(pack(**{"cases.CSV": (FIXTURES / "cases.csv").read_bytes()}))
    assert (form, len(export.cases)) == ("csv", 3)


def test_csv_beside_an_export_is_left_out():
    export, form = read_bytes(pack(**export_files(), **{"cases.csv": TABLE}))
    assert (form, export.left_out) == ("zendesk", ["cases.csv"])


@pytest.mark.parametrize(
    "files", [{}, {"a.txt": b"x"}, {"a.csv": b"x", "b.csv": b"x"}, {"users.json": b"{}"}]
)
def test_zip_of_anything_else_is_refused(files):
    with pytest.raises(UnreadableExport, match="contains neither"):
        read_bytes(pack(**files))


def test_zip_with_a_name_twice_is_refused():
    with pytest.raises(UnreadableExport, match="tickets-1.json twice"):
        read_bytes(pack(**export_files("a/"), **export_files("B/")))


@pytest.mark.parametrize(
    "name",
    [
        f"tickets-{'0' * 300}.json",
        f"tickets-{'9' * 5000}.json",
        "tickets-1\0.json",
        "..",
        "a/../../tickets-٣.json",
        "tickets-\udce4.json".encode("utf-8", "surrogateescape").decode("cp437"),
    ],
)
def test_foreign_name_in_a_zip_is_left_out_or_read(name):
    export, _ = read_bytes(pack(**export_files(), **{name: b"[]"}))
    assert len(export.cases) == 5
    assert all(len(left_out) <= 100 for left_out in export.left_out)


@pytest.mark.parametrize(
    ("changes", "files", "words"),
    [
        ({"megabytes": 1}, {"tickets.json": b" " * 2**21}, "more than 1 MB unpacked"),
        ({"megabytes": 1}, {"tickets.json": b"[" + b"{}," * 60_000}, "more than 104,857 cells"),
        ({"megabytes": 1}, {"a.csv": b"id\n" + b"\n" * 200_000}, "more than 104,857 cells"),
        ({"files": 2}, {f"tickets-{number}.json": b"[]" for number in range(3)}, "2 files"),
        ({"rows": 2}, {"a.csv": TABLE + b"2;open;2026-01-01\n3;open;2026-01-01\n"}, "more than 2"),
        ({"rows": 2}, export_files(), "more than 2 cases"),
        ({"rows": 2}, {"tickets.json": b"[" + b"{}," * 40 + b"{}]"}, "more than 40 records"),
    ],
)
def test_zip_beyond_a_limit_is_refused(changes, files, words):
    with pytest.raises(UnreadableExport, match=words):
        read_bytes(pack(**files), limits=replace(LIMITS, **changes))


def test_zip_that_needs_a_password_is_refused():
    data = bytearray(pack(**{"tickets.json": b"{}"}))
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(marker) + offset] |= 1
    with pytest.raises(UnreadableExport, match="damaged"):
        read_bytes(bytes(data))


def test_zip_of_the_other_format_than_asked_is_refused():
    with pytest.raises(UnreadableExport, match="contains a CSV"):
        read_bytes(pack(**{"a.csv": TABLE}), "zendesk")


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_damaged_zip_is_read_or_refused(at, noise):
    data = bytearray(pack(**{"cases.csv": TABLE * 3}))
    data[at : at + len(noise)] = noise
    with contextlib.suppress(UnreadableExport):
        read_bytes(bytes(data))


NAMES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300).map("a".__add__),
    st.from_regex(
        r"(\.\./|a/)?(tickets|users|comments)[-_ ]?(page)?[0-9]{0,300}\.json", fullmatch=True
    ),
)


@pytest.mark.sweep
@settings(max_examples=2000, deadline=None)
@given(st.dictionaries(NAMES, st.sampled_from([b"", b"[]", b"{}", b'{"tickets": []}', TABLE])))
def test_zip_of_any_names_is_read_or_refused(files):
    with contextlib.suppress(UnreadableExport):
        read_bytes(pack(**files))
