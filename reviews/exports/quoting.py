"""Plain text inside Markdown: what people typed appears as typed, never as markup."""

import re

MARKS = re.compile(r"[\\`*\[\]<>|~]|&(?=#?\w)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|#(?=#*$)")
BEGINNING = re.compile(r"^[-+=#]")
NUMBER = re.compile(r"^(\d+)([.)])")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")  # those that end no line
NO_CHARACTER = "\ufffd"
NO_BREAK = "\u00a0"
HARD_BREAK = "  "


def inline(text):
    """`text` (str) on one line, for a heading or a sentence; an empty one is a dash."""
    return escaped(" ".join(printable(text).split())) or "–"


def quoted(text):
    """`text` (str) as a block quote that keeps lines and indentation; "" for blank text."""
    lines = [as_indented(line) for line in printable(text).strip().splitlines()]
    nexts = [*lines[1:], ""]
    return "\n".join(_quoted(*pair) for pair in zip(lines, nexts, strict=False))


def _quoted(line, following):
    if not line:
        return ">"
    return f"> {line}{HARD_BREAK}" if following else f"> {line}"


def as_indented(line):
    """Leading spaces would turn the line into code; Markdown ignores these spaces instead."""
    text = line.strip()
    blanks = line[: len(line) - len(line.lstrip())].expandtabs(4)
    return NO_BREAK * len(blanks) + escaped(text) if text else ""


def printable(text):
    return CONTROL.sub(NO_CHARACTER, text)


def escaped(text):
    text = BEGINNING.sub(r"\\\g<0>", MARKS.sub(r"\\\g<0>", text))
    return NUMBER.sub(r"\1\\\2", text)
