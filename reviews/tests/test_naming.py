"""Reviews are named by their Monday, also as files."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reviews.naming import content_disposition, review_name

NAME = review_name(date(2026, 11, 30), "Hana Kim", "Åse Łuk", "4921")


def test_review_name_has_monday_reviewer_case_and_owner():
    assert NAME == "2026-11-30 · Hana Kim reviews case 4921 (Åse Łuk)"


def test_content_disposition_has_the_name_in_ascii_and_as_written():
    plain, encoded = content_disposition(NAME, "md").removeprefix("attachment; ").split("; ")
    assert plain == 'filename="2026-11-30 - Hana Kim reviews case 4921 (Ase _uk).md"'
    assert encoded.startswith("filename*=UTF-8''2026-11-30%20%C2%B7%20Hana%20Kim")


@given(st.text())
def test_content_disposition_of_any_name_is_one_ascii_header(name):
    header = content_disposition(name, "md")
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert "/" not in header.removeprefix("attachment; ")


def test_content_disposition_of_wide_quotes_and_slashes_has_plain_ones_nowhere():
    header = content_disposition("a\uff02; filename=\uff02..\uff0fb\uff3c.exe", "md")
    assert header.startswith('attachment; filename="a_; filename=_.._b_.exe.md"; ')
