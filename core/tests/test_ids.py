import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import LARGEST_ID, read_id, read_ids, read_number


@given(st.integers(0, LARGEST_ID))
def test_read_id_of_a_written_id_is_that_id(pk):
    assert read_id(str(pk)) == pk


@given(st.text())
def test_read_id_of_any_text_is_none_or_a_possible_id(text):
    pk = read_id(text)
    assert pk is None or 0 <= pk <= LARGEST_ID


@pytest.mark.parametrize(
    "text", [None, "", "-1", "+1", " 1", "1.0", "²", "٣", str(LARGEST_ID + 1), "9" * 5000]
)
def test_read_id_of_anything_else_is_none(text):
    assert read_id(text) is None


def test_read_ids_leaves_out_what_is_no_id():
    assert read_ids(["7", "x", "", "3"]) == [7, 3]


def test_read_number_has_its_own_limit():
    assert (read_number("20", 20), read_number("21", 20)) == (20, None)
