"""The criteria of a rubric as plain values: what the editor hands to the actions, and how two wordings differ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from core.ids import read_number

EASY = 10  # above this a rubric is long: read carelessly towards its end
MOST = 40
LONGEST_TITLE, LONGEST_TEXT = 120, 1000


@dataclass(frozen=True, slots=True)
class Wording:
    """One criterion as it is written; its place in the list is its position."""

    title: str = ""
    guidance: str = ""
    why: str = ""
    allows_na: bool = False


PARTS = tuple(field.name for field in fields(Wording))


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new wording does to the old one, by title: a criterion of another title is another criterion."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    reworded: tuple[str, ...]
    reordered: bool

    def __bool__(self):
        return bool(self.added or self.dropped or self.reworded or self.reordered)


def rearranged(rows: Sequence[Wording], command: str) -> tuple[tuple[Wording, ...], int]:
    """`rows` after a press of an editor's button, and the index (from 0) of the row to look at then.

    Commands: "add" (an empty row at the end, while there are fewer than `MOST`), "up-3", "down-3" and "remove-3" (the
    row at index 3). Anything else, and a row that is not there, changes nothing.
    """
    verb, _, place = command.partition("-")
    if verb == "add" and len(rows) < MOST:
        return (*rows, Wording()), len(rows)
    at = read_number(place, len(rows) - 1)
    if at is None:
        return tuple(rows), 0
    if verb == "remove":
        return (*rows[:at], *rows[at + 1 :]), max(min(at, len(rows) - 2), 0)
    return moved(rows, at, {"up": at - 1, "down": at + 1}.get(verb, at))


def moved(rows: Sequence[Wording], at: int, to: int) -> tuple[tuple[Wording, ...], int]:
    """`rows` with the one at `at` moved to `to`, and where it is then; beyond either end it stays where it is."""
    if not 0 <= to < len(rows):
        return tuple(rows), at
    rest = [*rows[:at], *rows[at + 1 :]]
    return (*rest[:to], rows[at], *rest[to:]), to


def problems(rows: Sequence[Wording]) -> list[str]:
    """Why `rows` cannot be published, a sentence each; none if they can."""
    if not rows:
        return ["A rubric needs at least one criterion."]
    nameless = [
        f"Criterion {number} has no title."
        for number, row in enumerate(rows, start=1)
        if not row.title
    ]
    seen = Counter(row.title.casefold() for row in rows if row.title)
    twice = {row.title.casefold(): row.title for row in rows if seen[row.title.casefold()] > 1}
    return nameless + [
        f"“{title}” is the title of more than one criterion." for title in twice.values()
    ]


def is_long(rows: Sequence[Wording]) -> bool:
    return len(rows) > EASY


def changes(old: Sequence[Wording], new: Sequence[Wording]) -> Changes:
    """What publishing `new` does to `old`. Titles are unique in both."""
    before, after = {row.title: row for row in old}, {row.title: row for row in new}
    kept = [title for title in before if title in after]
    return Changes(
        added=tuple(title for title in after if title not in before),
        dropped=tuple(title for title in before if title not in after),
        reworded=tuple(title for title in kept if before[title] != after[title]),
        reordered=kept != [title for title in after if title in before],
    )
