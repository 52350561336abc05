"""What a repair of a draw would change, before anyone is notified."""

from dataclasses import dataclass
from hashlib import sha256

from core.text import join_words
from pairing import engine
from pairing.models import Pairing
from pairing.queries.explanations import pair_reason
from pairing.queries.inputs import freeze_inputs, membership_day
from pairing.queries.redraws import DROPPED_OUT, people_of_cycle
from pairing.rules import is_waiting


@dataclass(frozen=True)
class RepairPlan:
    """gone: pairings to remove. new: (reviewer, owner, code, why) of the new ones. total: all
    announced pairings.

    out, back: the people marked. alone: people who take part but would give or get no review,
    each with a sentence.
    """

    gone: list[Pairing]
    new: list[tuple]
    total: int
    out: list
    back: list
    alone: list[tuple]

    @property
    def still(self):
        return self.total - len(self.gone)

    @property
    def changes(self):
        return bool(self.gone or self.new or self.out or self.back)

    @property
    def digest(self):
        """Identifies the plan that a lead has seen: a different plan has a different digest."""
        arcs = [f"{reviewer.pk}>{owner.pk}" for reviewer, owner, _, _ in self.new]
        return sha256(
            "|".join([*sorted(str(old.pk) for old in self.gone), *arcs, self.marks]).encode()
        ).hexdigest()

    @property
    def marks(self):
        return (
            f"out {sorted(one.pk for one in self.out)} back {sorted(one.pk for one in self.back)}"
        )


def roster(draw, now):
    """Who takes part in a drawn cycle and who does not, both by name."""
    people, _ = people_of_cycle(draw, now)
    inside = _present(draw, people)
    return [people[one] for one in people if one in inside], [
        people[one] for one in people if one not in inside
    ]


def plan_repair(draw, pairings, *, out, back, now):
    """How `draw` changes when the people in `out` (ids) drop out and those in `back` return.

    Sent, skipped and started reviews stay, except drafts of the people in `out`, which are
    discarded.
    """
    pool = draw.cycle.pool
    monday = draw.cycle.monday
    people, _ = people_of_cycle(draw, now)
    inside = _present(draw, people)
    out, back = (
        {one for one in out if one in inside},
        {one for one in back if one in people and one not in inside},
    )
    present = (inside - out) | back
    fallen = [
        one
        for one in pairings
        if one.state == "assigned" and one.started_at and one.reviewer_id in out
    ]
    waiting = [one for one in pairings if is_waiting(one)]
    fixed = [
        (one.reviewer_id, one.owner_id)
        for one in pairings
        if one not in waiting and one not in fallen
    ]
    absent = {one: DROPPED_OUT for one in people if one not in present}
    day = membership_day(pool, monday, now)
    inputs = freeze_inputs(
        pool, monday, people, absent, day=day, salt=draw.salt, attempt=draw.attempt, fixed=fixed
    )
    repair = engine.repair(inputs, [(one.reviewer_id, one.owner_id) for one in waiting], draw.seed)
    gone = [one for one in waiting if (one.reviewer_id, one.owner_id) in repair.gone] + fallen
    marked = [people[one] for one in sorted(out)], [people[one] for one in sorted(back)]
    return RepairPlan(
        gone, _new(repair, inputs, people, *marked), len(pairings), *marked, _alone(repair, people)
    )


def _present(draw, people):
    present = set(draw.inputs["present"]) - set(draw.out) | set(draw.back)
    return {one for one in people if one in present}


def _new(repair, inputs, people, out, back):
    marked = []
    if out:
        verb = "sit" if len(out) > 1 else "sits"
        marked.append(f"{join_words([one.first_name for one in out])} {verb} out")
    if back:
        verb = "are" if len(back) > 1 else "is"
        marked.append(f"{join_words([one.first_name for one in back])} {verb} back")
    cause = f"Repair, {' and '.join(marked)}; " if marked else "Repair; "
    rows = []
    for pair in repair.new:
        reason = pair_reason(pair, inputs, people)
        why = (cause + reason[0].lower() + reason[1:])[:400]
        rows.append((people[pair.reviewer], people[pair.owner], pair.code, why))
    return rows


def _alone(repair, people):
    gives = [(people[one], "gives no review") for one in repair.gives_none if one in people]
    return gives + [(people[one], "gets no review") for one in repair.gets_none if one in people]
