from hypothesis import given
from hypothesis import strategies as st

from reviews.mentions import mentioned

NAMES = {1: "Ana Duarte", 2: "Bo Lindqvist", 3: "Ana Silva", 4: "Lars Nygård"}


def test_mentioned_first_name_of_one_reader_finds_them():
    assert mentioned("Ask @Bo, or @lars!", NAMES) == {2, 4}


def test_mentioned_first_name_of_two_readers_finds_neither():
    assert mentioned("@Ana?", NAMES) == set()


def test_mentioned_whole_name_without_space_tells_two_apart():
    assert mentioned("@AnaSilva knows", NAMES) == {3}


def test_mentioned_ignores_addresses():
    assert mentioned("write to team@bo.example", NAMES) == set()


@given(st.text(max_size=60), st.dictionaries(st.integers(0, 9), st.text(max_size=12), max_size=5))
def test_mentioned_any_text_gives_a_subset_of_the_names(text, names):
    assert mentioned(text, names) <= set(names)
