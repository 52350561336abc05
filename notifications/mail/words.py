"""Plain text for a mail: safe as one line of a header, and wrapped where a programme does not wrap."""

import textwrap
import unicodedata

WIDTH, LONGEST_LINE, LONGEST_TEXT = 72, 150, 2000
TURNS = set(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # would turn the words around them


def one_line(text, longest=LONGEST_LINE):
    """`text` without line breaks, control characters and marks that turn the direction of what follows; cut if long."""
    words = " ".join(str(text)[: longest * 20].split())
    shown = "".join(
        char for char in words if char not in TURNS and unicodedata.category(char) != "Cc"
    )
    shown = " ".join(shown.split())
    return shown if len(shown) <= longest else f"{shown[: longest - 1].rstrip()}…"


def paragraphs(text):
    """The paragraphs of `text`, each as one line; cut if it is very long."""
    shown = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    parts = shown.split("\n\n")
    return [line for line in (one_line(part, LONGEST_TEXT + 1) for part in parts) if line]


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
