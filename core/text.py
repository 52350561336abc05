"""Small pieces of text from plain values. Pure, because the draw's engine uses it, too."""

import unicodedata
from collections.abc import Sequence

ELLIPSIS = "…"
BREAKS = {"Cc", "Zl", "Zp"}


def one_line(text: object, longest: int | None = None) -> str:
    """`text` on one line: no control characters, single spaces, cut to `longest` characters.

    Joiners and direction marks stay because names need them. A cut ends in an ellipsis.
    """
    plain = "".join(" " if unicodedata.category(char) in BREAKS else char for char in str(text))
    line = " ".join(plain.split())
    if longest is None or len(line) <= longest:
        return line
    return line[: longest - 1].rstrip() + ELLIPSIS


def join_words(words: Sequence[str]) -> str:
    """Bo; Bo and Cy; Bo, Cy and Di; an empty string for no words."""
    *others, last = words or [""]
    if not others:
        return last
    return f"{', '.join(others)} and {last}"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """1 review, 3 reviews; a `plural` for nouns that need one: 2 people."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {plural or f'{noun}s'}"
