"""The criteria of a rubric as plain values, for the editor, the actions and comparisons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from core.ids import read_number

LONG_ABOVE = 10  # reviewers answer the last criteria of longer rubrics carelessly
MAX_CRITERIA = 40
MAX_TITLE_LENGTH = 120
MAX_TEXT_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class CriterionText:
    """The text of one criterion; its place in the list is its position.

    `self_title` is the title in self-assessments; if it is empty, those show `title` too.
    """

    title: str = ""
    guidance: str = ""
    why: str = ""
    allows_na: bool = False
    self_title: str = ""


FIELDS = tuple(field.name for field in fields(CriterionText))


@dataclass(frozen=True, slots=True)
class CriteriaChanges:
    """The difference between two versions, by title: a new title means a new criterion."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    reworded: tuple[str, ...]
    reordered: bool

    def __bool__(self):
        return bool(self.added or self.dropped or self.reworded or self.reordered)


def apply_command(
    rows: Sequence[CriterionText], command: str
) -> tuple[tuple[CriterionText, ...], int]:
    """`rows` after a button of the editor was pressed, and the index of the row to show next.

    Commands are "add" (an empty row at the end, up to `MAX_CRITERIA`), "up-3", "down-3" and
    "remove-3" (the row at index 3). Other commands and unknown rows change nothing.
    """
    verb, _, index_text = command.partition("-")
    if verb == "add" and len(rows) < MAX_CRITERIA:
        return (*rows, CriterionText()), len(rows)
    index = read_number(index_text, len(rows) - 1)
    if index is None:
        return tuple(rows), 0
    if verb == "remove":
        rest = (*rows[:index], *rows[index + 1 :])
        return rest, max(min(index, len(rest) - 1), 0)
    target = {"up": index - 1, "down": index + 1}.get(verb, index)
    return move_row(rows, index, target)


def move_row(
    rows: Sequence[CriterionText], index: int, target: int
) -> tuple[tuple[CriterionText, ...], int]:
    """`rows` with the one at `index` moved to `target`, and its new index.

    A target beyond either end changes nothing.
    """
    if not 0 <= target < len(rows):
        return tuple(rows), index
    rest = [*rows[:index], *rows[index + 1 :]]
    return (*rest[:target], rows[index], *rest[target:]), target


def find_problems(rows: Sequence[CriterionText]) -> list[str]:
    """Why `rows` cannot be published, one sentence each; empty if they can."""
    if not rows:
        return ["A rubric needs at least one criterion."]
    untitled = [
        f"Criterion {number} has no title."
        for number, row in enumerate(rows, start=1)
        if not row.title
    ]
    counts = Counter(row.title.casefold() for row in rows if row.title)
    repeated = {}  # the last spelling of each title that occurs more than once
    for row in rows:
        if counts[row.title.casefold()] > 1:
            repeated[row.title.casefold()] = row.title
    return untitled + [
        f"“{title}” is the title of more than one criterion." for title in repeated.values()
    ]


def is_long(rows: Sequence[CriterionText]) -> bool:
    return len(rows) > LONG_ABOVE


def compare_criteria(old: Sequence[CriterionText], new: Sequence[CriterionText]) -> CriteriaChanges:
    """The changes that publishing `new` makes to `old`. Titles are unique in both."""
    before = {row.title: row for row in old}
    after = {row.title: row for row in new}
    common = [title for title in before if title in after]
    return CriteriaChanges(
        added=tuple(title for title in after if title not in before),
        dropped=tuple(title for title in before if title not in after),
        reworded=tuple(title for title in common if before[title] != after[title]),
        reordered=common != [title for title in after if title in before],
    )
