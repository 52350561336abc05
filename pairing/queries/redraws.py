"""The starting point of redraws and repairs: who is in the cycle, which pairs stay, and what a
redraw can change.
"""

from dataclasses import dataclass

from pairing import engine
from pairing.models import Pairing
from pairing.queries.explanations import draw_obstacle
from pairing.queries.inputs import freeze_inputs, members, membership_day, sitting_out
from pairing.rules import survives_redraw
from pairing.seeds import new_salt, new_seed
from pairing.states import PairingState

DROPPED_OUT = "out"
PREVIEWED_UP_TO = 200  # people; a larger draw takes seconds, and has other solutions anyway


@dataclass(frozen=True)
class RedrawPlan:
    """What a redraw can change, of `total` announced pairs.

    sent, begun, waiting: the pairings by how far they are; begun ones stay unless the lead decides
    otherwise. most: how many pairs can change if they stay. obstacle: why no draw is possible.
    """

    sent: list[Pairing]
    begun: list[Pairing]
    waiting: list[Pairing]
    most: int
    obstacle: str

    @property
    def total(self):
        return len(self.sent) + len(self.begun) + len(self.waiting)

    @property
    def is_possible(self):
        return bool(not self.obstacle and (self.most or self.begun))


def plan_redraw(draw, pairings, *, now):
    """The `RedrawPlan` of a draw with these live `pairings`."""
    announced = [pairing for pairing in pairings if pairing.state != PairingState.SKIPPED]
    kept = [pairing for pairing in announced if survives_redraw(pairing, keep_begun=True)]
    waiting = [pairing for pairing in announced if pairing not in kept]
    inputs, people = build_redraw_inputs(draw, kept, salt=new_salt(), now=now)
    obstacle = draw_obstacle(inputs.present, people)
    return RedrawPlan(
        sent=[pairing for pairing in kept if pairing.state == PairingState.DONE],
        begun=[pairing for pairing in kept if pairing.state != PairingState.DONE],
        waiting=waiting,
        most=0 if obstacle else _most_changes(inputs, announced, waiting),
        obstacle=obstacle,
    )


def _most_changes(inputs, announced, waiting):
    """How many pairs a redraw can change: exactly, if only one draw is possible."""
    if len(inputs.present) > PREVIEWED_UP_TO:
        return len(waiting)
    drawing = engine.draw(inputs, new_seed())
    before = arcs_of(announced)
    after = drawn_arcs(drawing, inputs)
    if drawing.options == 1:
        return max(len(before - after), len(after - before))
    return max(len(waiting), len(after - before))


def arcs_of(pairings):
    """The (reviewer, owner) ids of announced pairings; a skipped one is none any more."""
    return {
        (pairing.reviewer_id, pairing.owner_id)
        for pairing in pairings
        if pairing.state != PairingState.SKIPPED
    }


def drawn_arcs(drawing, inputs):
    """All pairs of the cycle after a redraw: those drawn and those that stay."""
    return {(pair.reviewer, pair.owner) for pair in drawing.pairs} | set(inputs.fixed)


def people_of_cycle(draw, now):
    """The people of the cycle as {id: person}, and those who sit out as {id: class of the reason}.

    Somebody who dropped out of the draw stays out, and somebody who came back is in, whatever the
    calendar says.
    """
    pool = draw.cycle.pool
    monday = draw.cycle.monday
    people = members(pool, membership_day(pool, monday, now))
    out = sitting_out(pool, monday, people) | {
        person_id: DROPPED_OUT for person_id in draw.out if person_id in people
    }
    return people, {person_id: why for person_id, why in out.items() if person_id not in draw.back}


def build_redraw_inputs(draw, kept, *, salt, now):
    """The frozen inputs of the next attempt beside the pairings `kept`, and its people as {id:
    person}.
    """
    pool = draw.cycle.pool
    monday = draw.cycle.monday
    people, out = people_of_cycle(draw, now)
    day = membership_day(pool, monday, now)
    fixed = [(pairing.reviewer_id, pairing.owner_id) for pairing in kept]
    attempt = draw.attempt + 1
    inputs = freeze_inputs(
        pool, monday, people, out, day=day, salt=salt, attempt=attempt, fixed=fixed
    )
    people_kept = {
        person.pk: person for pairing in kept for person in (pairing.reviewer, pairing.owner)
    }
    return inputs, people_kept | people
