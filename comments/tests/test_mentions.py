import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.mentions import find_mentioned, list_handles

NAMES = {1: "Ana Duarte", 2: "Bo Lindqvist", 3: "Ana Silva", 4: "Lars Nygård"}


def test_mentioned_first_name_of_one_reader_finds_them():
    assert find_mentioned("Ask @Bo, or @lars!", NAMES) == {2, 4}


def test_mentioned_first_name_of_two_readers_finds_neither():
    assert find_mentioned("@Ana?", NAMES) == set()


def test_mentioned_whole_name_without_space_tells_two_apart():
    assert find_mentioned("@AnaSilva knows", NAMES) == {3}


def test_mentioned_ignores_addresses():
    assert find_mentioned("write to team@bo.example", NAMES) == set()


@pytest.mark.parametrize("text", ["@Bo's idea", "@bo’s idea", "(@BO)", "@Bo-"])
def test_mentioned_takes_a_name_as_people_write_it(text):
    assert find_mentioned(text, NAMES) == {2}


def test_mentioned_finds_names_with_dots_and_accents_however_they_are_typed():
    names = {1: "J. R. O’Hara", 2: "Zoe\u0308 Ruiz"}
    assert find_mentioned("@JRO'Hara and @Zo\u00eb", names) == {1, 2}


def test_handles_are_first_names_where_these_are_enough():
    assert list_handles(NAMES) == {1: "@AnaDuarte", 2: "@Bo", 3: "@AnaSilva", 4: "@Lars"}


def test_handles_of_namesakes_are_none():
    assert list_handles({1: "Ana Silva", 2: "Ana Silva", 3: "…"}) == {}


@given(st.dictionaries(st.integers(0, 9), st.text(max_size=12), max_size=5))
def test_handles_of_any_names_mention_exactly_their_person(names):
    for key, handle in list_handles(names).items():
        assert find_mentioned(f"Ask {handle}, please", names) == {key}


@given(st.text(max_size=60), st.dictionaries(st.integers(0, 9), st.text(max_size=12), max_size=5))
def test_mentioned_any_text_gives_a_subset_of_the_names(text, names):
    assert find_mentioned(text, names) <= set(names)
