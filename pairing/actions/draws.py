from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from core.weeks import is_cycle_monday, next_cycle, today_in
from core.workdays import due_at
from notifications.actions import queue
from pairing import engine
from pairing.draw_store import store_draw
from pairing.models import Cycle, Pool
from pairing.notices import Drawn
from pairing.queries.draws import find_distance_obstacle
from pairing.queries.explanations import draw_obstacle
from pairing.queries.inputs import build_inputs
from pairing.rules import can_draw
from pairing.seeds import new_salt, new_seed
from pairing.states import CycleState


@transaction.atomic
def draw_cycle(pool, monday, *, by, now, seed=None, salt=None):
    """Draw the pairs of the cycle of `monday` and notify every reviewer; returns the `Draw`.

    The seed is the pool's sealed one, and a new one is sealed for the next draw. `seed` (hex, with
    its `salt`) is for worlds that must be reproducible.
    Raises `NotAllowed`; `StaleState` when this cycle is drawn already (of two at once, one draws);
    `Refused` when there are fewer than two people, too many, or no such cycle within a year.
    """
    if not can_draw(by, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can draw.")
    pool = Pool.objects.select_for_update(no_key=True).get(
        pk=pool.pk
    )  # draws of one pool wait for each other here
    cycle = _open_cycle(pool, monday, now=now)
    sealed_at = None if seed else pool.sealed_at
    seed, salt = (seed, salt or new_salt()) if seed else (pool.sealed_seed, pool.sealed_salt)
    inputs, people = build_inputs(pool, monday, salt=salt, now=now)
    if obstacle := draw_obstacle(inputs.present, people):
        raise Refused(obstacle)
    move(cycle, to=CycleState.DRAWN)
    draw = store_draw(
        cycle, inputs, engine.draw(inputs, seed), people, by=by, now=now, sealed_at=sealed_at
    )
    if sealed_at:
        _seal_next(pool, now=now)
    record(
        "cycle drawn",
        cycle,
        by=by,
        now=now,
        draw=draw.pk,
        attempt=draw.attempt,
        present=len(inputs.present),
    )
    queue(Drawn(draw), now=now)
    return draw


def _open_cycle(pool, monday, *, now):
    """The cycle's row, created if necessary, with the pool's current settings."""
    if obstacle := find_distance_obstacle(pool, monday, now):
        raise Refused(obstacle)
    if not is_cycle_monday(pool.rhythm, monday):
        raise Refused(f"No cycle of {pool} begins on {monday:%Y-%m-%d}.")
    ends_on = next_cycle(pool.rhythm, monday)
    if ends_on <= today_in(pool.zone, now):
        raise Refused("This cycle is over. Draw the current one or a later one.")
    reaching = {
        cycle.monday: cycle for cycle in pool.cycles.filter(monday__lt=ends_on, ends_on__gt=monday)
    }
    cycle = reaching.pop(monday, None)
    if other := next(
        (other for other in reaching.values() if other.state != CycleState.UPCOMING), None
    ):
        raise Refused(
            f"The cycle of {other.monday:%Y-%m-%d} overlaps with this one and is already drawn."
        )
    if cycle and cycle.state != CycleState.UPCOMING:
        raise StaleState("This cycle has already been drawn.", cycle)
    return cycle or Cycle.objects.create(
        pool=pool,
        monday=monday,
        ends_on=ends_on,
        due_at=due_at(monday, ends_on, pool.zone, pool.country),
        rubric_id=pool.rubric_id,
        visibility=pool.visibility,
    )


def _seal_next(pool, *, now):
    """Seal the next seed now, so that nobody can search for a convenient one once the inputs are
    known.
    """
    Pool.objects.filter(pk=pool.pk).update(
        sealed_seed=new_seed(), sealed_salt=new_salt(), sealed_at=now
    )
