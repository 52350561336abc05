"""Warnings about an export as a whole, although each of its rows could be read."""

from cases.importing.columns import NAMES_IN_NOTE, join_names
from cases.importing.rows import Note
from cases.importing.text import shown

NUMBERS_IN_NOTE = 20


def find_gaps(cases, *, has_subjects):
    """Warnings if no case has an owner or a subject, which reviews need."""
    live = [row for row in cases if not row.is_deleted]
    gaps = []
    if live and not any(row.owner for row in live):
        gaps.append("no row has an owner: a case without an owner cannot be reviewed")
    if live and not has_subjects:
        gaps.append("no row has a subject")
    return gaps


def find_missing_pages(kind, pages, numbers):
    """Warnings if the last page of `kind`, one between them, or some of the records are missing."""
    notes = []
    ends = [page.has_more for page in pages]
    if True in ends and False not in ends:
        notes.append(f"the last page of {kind} is missing: the list may be incomplete")
    missing = missing_numbers(numbers)
    if missing:
        numbers = ", ".join(map(str, missing[:NUMBERS_IN_NOTE]))
        notes.append(f"pages of {kind} are missing: {numbers}")
    size = sum(page.size for page in pages)
    total = max((page.total for page in pages), default=0)
    if total > size:
        notes.append(f"the helpdesk counts {total:,} {kind}, but the files have only {size:,}")
    return [Note(0, "", reason) for reason in notes]


def missing_numbers(numbers):
    """The numbers between the first and the last of `numbers`, if these are counted at all."""
    present = {number for number in numbers if number is not None}
    if not present or max(present) - min(present) >= 2 * len(present):
        return []
    return sorted(set(range(min(present), max(present))) - present)


def note_left_out(names):
    """Warnings that name the files of an export that were not read."""
    quoted = [f"“{shown(name, 60)}”" for name in names]
    parts = join_names(quoted, NAMES_IN_NOTE)
    return [Note(0, "", f"files that were not read: {part}") for part in parts]
