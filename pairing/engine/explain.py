"""Why this pair, and why somebody sits out, as codes that `pairing.engine.reasons` puts in words.

Reasons never give away an exclusion: a proof that names people is only offered if every arc missing
from it is missing because the two have met, and no reason counts the draws that were possible.
"""

from dataclasses import dataclass

from pairing.engine.choose import Choice
from pairing.engine.inputs import Person
from pairing.engine.tiers import TOO_SOON, CostModel

FIRST = "first"
AGAIN = "again"
FORCED = "forced"
SOON = "too_soon"
MUTUAL = "reciprocal"
ALONE = "alone"
BLOCKED = "blocked"


@dataclass(frozen=True)
class Pair:
    """One reviewer for one owner, and why.

    code: first | again (in turn) | forced (people met less often were out of reach: `stuck`) |
    too_soon | reciprocal.
    times: the number of this meeting, from 1. last: the Monday of the one before, or "".
    stuck: reviewers and the owners left between them, if that is the proof of `forced`.
    """

    reviewer: Person
    owner: Person
    code: str
    times: int
    last: str
    stuck: tuple[tuple[Person, ...], tuple[Person, ...]] = ((), ())


def explain(model: CostModel, choice: Choice) -> list[Pair]:
    """The pairs of a round with their reasons, by reviewer; who sits out is not among them."""
    columns = choice.columns
    return [
        _pair(model, choice, row, column)
        for row, column in enumerate(columns)
        if model.is_pair(row, column)
    ]


def _pair(model: CostModel, choice: Choice, row: int, column: int) -> Pair:
    times, last = model.met.get((row, column), (0, ""))
    people = model.people
    code = AGAIN if times else FIRST
    stuck = ((), ())
    if choice.columns[column] == row and (column, row) not in model.idle:
        code = MUTUAL
    elif _price(model, TOO_SOON, row, column):
        code = SOON
    elif times and (proof := _stuck(model, choice.columns, row)):
        code = FORCED
        stuck = tuple(tuple(people[at] for at in side) for side in proof)
    return Pair(people[row], people[column], code, times + 1, last, stuck)


def _price(model: CostModel, name: str, row: int, column: int) -> int:
    return sum(tier.prices.get((row, column), 0) for tier in model.tiers if tier.name == name)


def _stuck(model: CostModel, columns: list[int], row: int) -> tuple[list[int], list[int]] | None:
    """Reviewers (with `row`) who outnumber the people left for them, or None if that is not the
    reason.

    "Left" are the people a reviewer has met less often than `row` has met the owner drawn. Follow
    such arcs from `row`, and from each owner reached back to the reviewer who got them: if no other
    repeat is reached, these reviewers share too few owners (Hall's condition), so one of them had
    to repeat.
    """
    level = _met(model, row, columns[row])
    reviewer_of = {column: at for at, column in enumerate(columns)}
    reviewers = [row]
    owners = []
    for reviewer in reviewers:
        for owner in range(len(columns)):
            if owner in owners or owner == reviewer or _met(model, reviewer, owner) >= level:
                continue
            if (reviewer, owner) in model.forbidden or _met(
                model, reviewer_of[owner], owner
            ) >= level:
                return None
            owners.append(owner)
            reviewers.append(reviewer_of[owner])
    return (sorted(reviewers), sorted(owners)) if owners else None


def _met(model: CostModel, row: int, column: int) -> int:
    return model.met.get((row, column), (0, ""))[0]


def sitting_out(model: CostModel, choice: Choice) -> list[tuple[Person, str]]:
    """Who this round leaves without a partner, and the class of the reason."""
    code = ALONE if len(model.people) == 1 else BLOCKED
    arcs = enumerate(choice.columns)
    return [
        (model.people[row], code)
        for row, column in arcs
        if row == column or (row, column) in model.idle
    ]
