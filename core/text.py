"""Small pieces of text from plain values. Pure, because the draw's engine uses it, too."""

import unicodedata
from collections.abc import Sequence

ELLIPSIS = "…"
BREAKS = {"Cc", "Zl", "Zp"}
UNSEEN = {"Cf", "Co"}
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
JOINERS = "\u200c\u200d"
FIRST_JOINED = "\u0590"  # scripts from here on need joiners between two letters


def one_line(text: object, longest: int | None = None) -> str:
    """`text` on one line: no control characters, single spaces, cut to `longest` characters.

    Joiners and direction marks stay because names need them. A cut ends in an ellipsis.
    """
    plain = "".join(" " if unicodedata.category(char) in BREAKS else char for char in str(text))
    line = " ".join(plain.split())
    if longest is None or len(line) <= longest:
        return line
    return line[: longest - 1].rstrip() + ELLIPSIS


def without_invisible(text: str) -> str:
    """`text` without characters that nobody sees, which make a name look like another one.

    Joiners stay between letters of scripts that need them, such as Persian.
    """
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return "".join(
        char
        for before, char, after in around
        if not _is_invisible(char) or (char in JOINERS and min(before, after) >= FIRST_JOINED)
    )


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in UNSEEN or char in BLANK_LETTERS


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
