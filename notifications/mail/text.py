"""Plain text for mail: safe in a header, and wrapped for programs that do not wrap."""

import textwrap

from core.text import one_line

WIDTH = 72
LONGEST_LINE = 150
LONGEST_TEXT = 2000
TURNS = set(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # would turn the words around them


def header_line(text, longest=LONGEST_LINE):
    """`text` on one line, without marks that turn the direction of what follows; cut if long."""
    start = str(text)[: longest * 20]
    return one_line("".join(char for char in start if char not in TURNS), longest)


def paragraphs(text):
    """The paragraphs of `text`, each as one line; cut if it is very long."""
    shown = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    parts = shown.split("\n\n")
    return [line for line in (header_line(part, LONGEST_TEXT + 1) for part in parts) if line]


def wrapped(text, indent=""):
    """`text` in lines of at most 72 characters; an address is never broken."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
