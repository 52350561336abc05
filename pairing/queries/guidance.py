"""The guidance of a pool: how its people give and receive feedback, in sections with links."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import slugify

from core.markdown import to_text
from core.text import one_line

DEFAULT = Path(__file__).parent.parent / "texts" / "guidance.md"
HEADING = re.compile(r"#{1,2} +(.+?) *#*")
FENCES = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its text (Markdown). The first section has no title if text comes first."""

    title: str
    anchor: str
    text: str


@cache
def default_guidance():
    """The text of every pool whose leads have not written their own."""
    return DEFAULT.read_text(encoding="utf-8").strip()


def guidance_of(pool):
    return pool.guidance or default_guidance()


def split_sections(text):
    """The sections of a Markdown text: one for each heading of the first or second level."""
    sections = []
    title = ""
    lines = []
    is_code = False
    for line in text.splitlines():
        is_code ^= line.lstrip().startswith(FENCES)
        heading = None if is_code else HEADING.fullmatch(line)
        if heading is None:
            lines.append(line)
            continue
        sections.append((title, lines))
        title = one_line(to_text(heading[1]))
        lines = []
    sections.append((title, lines))
    return [
        Section(title, f"section-{number}-{slugify(title)}".rstrip("-"), "\n".join(lines).strip())
        for number, (title, lines) in enumerate(sections)
        if title or any(map(str.strip, lines))
    ]
