"""An export in pieces that are written one after the other. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field

from cases.importing.rows import CaseRow, CommentRow

SIZE = 500  # cases in a batch
MOST_COMMENTS = 20_000  # in a batch: a single case may have any number


@dataclass(frozen=True)
class Batch:
    """Cases with their messages; a message may belong to a case that the export does not hold."""

    cases: list[CaseRow] = field(default_factory=list)
    comments: list[CommentRow] = field(default_factory=list)


def split_export(export, size=SIZE):
    """The batches of `export`, at least one; the same export is always split in the same way.

    A case comes in the same batch as its parent or in a later one, so that it can be linked to it.
    """
    comments = defaultdict(list)
    for row in export.comments:
        comments[row.case_id].append(row)
    batches = []
    for cases in split_cases(export.cases, size):
        of_these = [row for case in cases for row in comments.pop(case.external_id, [])]
        first, *rest = split_comments(of_these)
        batches.append(Batch(cases, first))
        batches += [Batch(comments=piece) for piece in rest]
    keys = list(comments)
    for start in range(0, len(keys), size):
        others = [row for key in keys[start : start + size] for row in comments[key]]
        batches += [Batch(comments=piece) for piece in split_comments(others)]
    return batches or [Batch()]


def split_comments(rows):
    """Pieces of `rows`, at least one."""
    starts = range(0, max(len(rows), 1), MOST_COMMENTS)
    return [rows[start : start + MOST_COMMENTS] for start in starts]


def split_cases(rows, size):
    """Pieces of `rows`, parents first. Cases in a cycle of parents come last."""
    depths = find_depths(rows)
    ordered = sorted(
        (row for row in rows if depths[row.external_id] is not None),
        key=lambda row: depths[row.external_id],
    )
    pieces = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    in_circles = [row for row in rows if depths[row.external_id] is None]
    return [*pieces, in_circles] if in_circles else pieces


def find_depths(rows):
    """{id: how many parents within `rows` it has above it}, None for rows in or below a cycle."""
    parents = {row.external_id: row.parent_id for row in rows}
    depths = {}
    for key in parents:
        chain = {}  # in order, and quick to look into
        while key in parents and key not in depths and key not in chain:
            chain[key] = True
            key = parents[key]
        is_circle = key in chain and key != parents[key]
        above = None if is_circle else depths.get(key, -1)
        for link in reversed(chain):
            above = None if above is None else above + 1
            depths[link] = above
    return depths
