import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.importing.csv_file import parse_csv, read_csv
from cases.importing.rows import UnreadableExport

FIXTURE = Path(__file__).parent / "fixtures" / "cases.csv"
HEAD = "id;subject;status;created\n"


def parse(text, encoding="utf-8"):
    return parse_csv(text.encode(encoding))


def reasons(export):
    return [(note.line, note.external_id, note.reason) for note in export.rejected]


def warnings(export):
    return [note.reason for note in export.warnings]


def test_fixture_gives_cases_rejects_and_duplicates():
    export = read_csv(FIXTURE)
    assert (export.rows, len(export.cases), export.duplicates) == (8, 3, 1)
    assert reasons(export) == [
        (6, "", "the row has no case number"),
        (7, "9901", "the status “frobnicated” is not known"),
        (8, "9902", "created is not a date: “yesterday-ish”"),
        (9, "9903", "the row has 3 fields, the first row has 11"),
    ]


def test_quoted_newlines_and_quotes_are_kept():
    by_id = {row.external_id: row for row in read_csv(FIXTURE).cases}
    assert by_id["4701"].description == 'We send "86" a minute; not more.'
    assert by_id["4701"].tags == ("api", "enterprise")
    assert by_id["4701"].owner.email == "ana@support.example"


def test_duplicate_later_row_wins():
    row = next(row for row in read_csv(FIXTURE).cases if row.external_id == "4700")
    assert row.description == "Later row"


def test_duplicate_newer_updated_at_wins_over_later_row():
    export = parse(
        "id;status;created;updated at;subject\n"
        "1;open;2026-01-01;2026-02-02;newer\n"
        "1;open;2026-01-01;2026-02-01;older\n"
    )  # fmt: skip
    assert [row.subject for row in export.cases] == ["newer"]
    assert export.duplicates == 1


def test_control_characters_are_removed_with_a_warning():
    export = read_csv(FIXTURE)
    assert next(row.subject for row in export.cases if row.external_id == "4702") == "Nulinside"
    warnings = [note.reason for note in export.warnings if note.external_id == "4702"]
    assert warnings == [
        "the priority “P7” is not known; it was left empty",
        "control characters removed from subject",
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separator_is_found(separator):
    export = parse(
        HEAD.replace(";", separator) + separator.join(["1", '"a, b; c"', "open", "2026-01-01"])
    )
    assert export.cases[0].subject == "a, b; c"


def test_separator_named_by_a_spreadsheet_is_obeyed():
    assert len(parse("sep=;\n" + HEAD + "1;x;open;2026-01-01").cases) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encoding_is_found(encoding):
    assert parse(HEAD + "1;Ålesund;open;2026-01-01", encoding).cases[0].subject == "Ålesund"


def test_encoding_of_old_windows_is_read_with_a_warning():
    export = parse(HEAD + "1;Ålesund;open;2026-01-01", "cp1252")
    assert export.cases[0].subject == "Ålesund"
    assert export.warnings[0].reason == "the file is not UTF-8; it was read as cp1252"


@pytest.mark.parametrize(
    "head",
    [
        "Case-ID,Title,State,Opened",
        "KEY,Summary,Case Status,Date created",
        "number,subject,STATUS,created_at",
    ],
)
def test_header_names_of_other_helpdesks_are_known(head):
    export = parse(f"{head}\n7,Broken,Resolved,2026-01-01")
    assert (export.cases[0].external_id, export.cases[0].status) == ("7", "solved")


def test_missing_column_names_what_is_needed_and_what_is_there():
    with pytest.raises(
        UnreadableExport, match="no column for its status .* The first row says: “id”, “title”"
    ):
        parse("id;title\n1;x")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"   \n"])
def test_empty_file_says_so(data):
    with pytest.raises(UnreadableExport, match="empty"):
        parse_csv(data)


def test_unclosed_quote_gives_up_only_its_own_line():
    export = parse(
        HEAD + '1;"never closed;open;2026-01-01\n2;b;open;2026-01-01\n3;c;open;2026-01-01\n'
    )
    assert [row.external_id for row in export.cases] == ["2", "3"]
    assert reasons(export) == [(2, "1", "a quotation mark is never closed")]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["25/12/2026", "03/04/2026"], datetime(2026, 12, 25, tzinfo=UTC)),
        (["12/25/2026", "03/04/2026"], datetime(2026, 12, 25, tzinfo=UTC)),
    ],
)
def test_day_first_is_decided_by_the_whole_file(dates, first):
    export = parse(HEAD + "".join(f"{n};x;open;{text}\n" for n, text in enumerate(dates)))
    assert export.cases[0].opened_at == first
    assert not any("day first" in reason for reason in warnings(export))


def test_day_first_is_guessed_with_a_warning():
    export = parse(HEAD + "1;x;open;03/04/2026")
    assert export.cases[0].opened_at == datetime(2026, 4, 3, tzinfo=UTC)
    assert "day first" in export.warnings[0].reason


def test_owner_column_may_hold_a_name_or_an_address():
    export = parse(
        "id;status;created;assignee\n"
        "1;open;2026-01-01;Ana Duarte\n"
        "2;open;2026-01-01;Ana@Support.example"
    )
    assert [(row.owner.name, row.owner.email) for row in export.cases] == [
        ("Ana Duarte", ""),
        ("ana@support.example", "ana@support.example"),
    ]


def test_megabyte_text_is_kept_and_more_is_shortened():
    export = parse(
        "id;status;created;description\n"
        f"1;open;2026-01-01;{'x' * 1_000_000}\n"
        f"2;open;2026-01-01;{'y' * 1_000_001}"
    )
    assert [len(row.description) for row in export.cases] == [1_000_000, 1_000_000]
    assert [note.external_id for note in export.warnings if note.external_id] == ["2"]


cells = st.text(st.characters(codec=None, exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(cells, min_size=1, max_size=6), max_size=8), st.sampled_from(";,\t|"))
def test_every_row_becomes_a_case_a_reject_or_a_duplicate(rows, separator):
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(
        [["ticket id", "subject", "status", "created at"], *rows]
    )
    export = parse(out.getvalue())
    assert export.rows == len(rows)


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_or_refused(data):
    for start in (b"", HEAD.encode(), b"\xff\xfe"):
        try:
            export = parse_csv(start + data)
        except UnreadableExport:
            continue
        assert export.rows == len(export.cases) + len(export.rejected) + export.duplicates


@given(st.text(alphabet='";,\n\r ab1', max_size=120))
def test_quotes_and_line_ends_of_any_kind_are_read(text):
    export = parse(HEAD + text)
    assert all(note.line >= 2 for note in export.rejected)
