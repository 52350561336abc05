from django.db import transaction

from audit.actions import record, record_all
from core.errors import NotAllowed, Refused, StaleState
from notifications.actions import queue
from pairing import engine
from pairing.actions.requests import expire_requests
from pairing.concurrency import lock_running_cycle
from pairing.draw_store import lock_pairings, replace_pairing, store_draw
from pairing.models import Draw, Pairing, Pool
from pairing.notices import Redrawn
from pairing.queries.explanations import draw_obstacle
from pairing.queries.redraws import arcs_of, build_redraw_inputs, drawn_arcs
from pairing.rules import can_manage_pool, survives_redraw
from pairing.seeds import new_salt, new_seed
from pairing.states import Origin, PairingState
from people.models import User

NOTHING_CHANGES = (
    "Nothing would change: every pair has been sent or started, or no other draw is possible."
)
TRIES = 8  # fresh seeds, until one of several possible draws differs from the announced one


@transaction.atomic
def redraw_cycle(draw, *, reason, by, now, keep_begun=True, seed=None, salt=None):
    """Draw the cycle of `draw` again, as its next attempt; returns the new `Draw`.

    The seed is a fresh one: the sealed seed of the next draw stays sealed (`seed` and `salt` are
    for worlds that must be reproducible). Sent reviews stay; started ones stay unless `keep_begun`
    is False. Everyone whose pairs changed is notified, with `reason`.
    Raises `NotAllowed` for anyone but leads and coordinators; `StaleState` when `draw` is not the
    newest attempt any more or its cycle is over; `Refused` if nobody is left to pair, or no pair
    would change.
    """
    cycle = draw.cycle
    if not can_manage_pool(by, cycle.pool):
        raise NotAllowed("Only the leads of this pool and coordinators can draw again.")
    # Draws of one pool wait for each other here.
    Pool.objects.select_for_update(no_key=True).get(pk=cycle.pool_id)
    lock_running_cycle(cycle)
    if cycle.draws.filter(attempt__gt=draw.attempt).exists():
        raise StaleState("This cycle has been drawn again.", cycle)
    old = lock_pairings(draw)
    kept = [pairing for pairing in old if survives_redraw(pairing, keep_begun=keep_begun)]
    inputs, people = build_redraw_inputs(draw, kept, salt=salt or new_salt(), now=now)
    if obstacle := draw_obstacle(inputs.present, people):
        raise Refused(obstacle)
    before = arcs_of(old)
    result = _draw_anew(inputs, before, seed)
    after = drawn_arcs(result, inputs)
    if before == after:
        raise Refused(NOTHING_CHANGES)
    new = store_draw(cycle, inputs, result, people, by=by, now=now, reason=reason)
    _take_back([pairing for pairing in old if pairing not in kept], by=by, now=now)
    _take_along(kept, draw, new, now=now)
    Draw.objects.filter(pk=new.pk).update(out=draw.out, back=draw.back)
    facts = {"draw": new.pk, "attempt": new.attempt, "kept": len(kept), "keep_begun": keep_begun}
    record("cycle redrawn", cycle, by=by, now=now, **facts)
    record_all("pairing kept", [(pairing, {"draw": new.pk}) for pairing in kept], by=by, now=now)
    expire_requests(cycle, by=by, now=now)
    queue(Redrawn(new, people=_people_in(before ^ after)), now=now)
    return new


def _draw_anew(inputs, before, seed):
    """The `Drawing` of `seed`, or of a fresh one that changes something, if there is any."""
    if seed:
        return engine.draw(inputs, seed)
    for _ in range(TRIES):
        result = engine.draw(inputs, new_seed())
        if result.options == 1 or drawn_arcs(result, inputs) != before:
            break
    return result


def _take_back(pairings, *, by, now):
    """Skipped and missed pairings have already ended, so their pairs are free again."""
    for pairing in pairings:
        if pairing.state == PairingState.ASSIGNED:
            replace_pairing(pairing, by=by, now=now)
    over = [pairing.pk for pairing in pairings if pairing.state == PairingState.SKIPPED]
    Pairing.objects.filter(pk__in=over).update(state=PairingState.REPLACED)
    taken_back = [(pairing, {}) for pairing in pairings]
    record_all("pairing replaced", taken_back, by=by, now=now)


def _take_along(kept, old, new, *, now):
    """Move pairings that stay to the new attempt, with their reviews and their history.

    The old attempt keeps a copy of each, replaced, so that it can be read and verified as it was
    drawn.
    """
    Pairing.objects.bulk_create(
        Pairing(
            draw=old,
            reviewer=pairing.reviewer,
            owner=pairing.owner,
            origin=pairing.origin,
            code=pairing.code,
            why=pairing.why,
            state=PairingState.REPLACED,
            started_at=pairing.started_at,
            ended_at=now,
        )
        for pairing in kept
    )
    Pairing.objects.filter(pk__in=[pairing.pk for pairing in kept]).update(
        draw=new, origin=Origin.KEPT
    )


def _people_in(arcs):
    """Everyone who gives or gets a different review than before."""
    return User.objects.filter(
        pk__in={person_id for arc in arcs for person_id in arc}, is_active=True
    )
