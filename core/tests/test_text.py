import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import count_of, join_words, one_line, without_invisible


@given(st.text(), st.integers(1, 30))
def test_one_line_of_any_text_has_no_breaks_and_fits(text, longest):
    line = one_line(text, longest)
    assert len(line) <= longest
    assert not {"Cc", "Zl", "Zp"} & {unicodedata.category(char) for char in line}
    assert line == " ".join(line.split())


def test_one_line_keeps_joiners_and_marks_a_cut():
    assert one_line("👩‍👩‍👧\r\n نورة\x00x") == "👩‍👩‍👧 نورة x"
    assert one_line("a long line", 7) == "a long…"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Pia\u200b Keller\u2060", "Pia Keller"),
        ("\u202ePia\u200f", "Pia"),
        ("\u3164", ""),
        ("P\u200dia", "Pia"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("👩\u200d👧 Zoë Ångström-Ñandú", "👩\u200d👧 Zoë Ångström-Ñandú"),
    ],
)
def test_without_invisible_leaves_what_can_be_seen_and_joiners_that_are_needed(text, plain):
    assert without_invisible(text) == plain


@pytest.mark.parametrize(
    ("words", "line"),
    [([], ""), (["Bo"], "Bo"), (["Bo", "Cy"], "Bo and Cy"), (("Bo", "Cy", "Di"), "Bo, Cy and Di")],
)
def test_join_words_puts_and_before_the_last(words, line):
    assert join_words(words) == line


@pytest.mark.parametrize(
    ("number", "nouns", "phrase"),
    [
        (0, ["review"], "0 reviews"),
        (1, ["review"], "1 review"),
        (2, ["review"], "2 reviews"),
        (1, ["person", "people"], "1 person"),
        (5, ["person", "people"], "5 people"),
    ],
)
def test_count_of_agrees_with_its_number(number, nouns, phrase):
    assert count_of(number, *nouns) == phrase
