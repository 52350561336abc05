"""When pools draw themselves, and what the sweeps look for."""

from dataclasses import dataclass
from datetime import date, datetime

from core.weeks import current_cycle, local_moment, next_cycle, today_in
from pairing.models import Cycle, Pool
from pairing.states import CycleState


@dataclass(frozen=True, slots=True)
class NextDraw:
    pool: Pool
    monday: date
    at: datetime


def announced_at(pool, monday):
    """When the draw of `monday` is due: at the pool's hour of that day, in its zone."""
    return local_moment(monday, pool.announce_hour, pool.zone)


def draws_itself(pool, monday):
    """A pool made after the moment of a draw leaves that draw to a lead, so that nobody is drawn while it is filled."""
    return pool.created_at <= announced_at(pool, monday)


def due_draws(now):
    """(pool, Monday) of every running cycle that should be drawn by now and is not."""
    for pool in Pool.objects.order_by("pk"):
        monday = current_cycle(pool.rhythm, today_in(pool.zone, now))
        if monday is None or announced_at(pool, monday) > now or not draws_itself(pool, monday):
            continue
        if not pool.cycles.drawn().covering(monday).exists() and _was_filled(pool, monday):
            yield pool, monday


def _was_filled(pool, monday):
    """Two people were in it on the Monday: a pool that is filled later in the week waits for the next one."""
    return pool.memberships.on(monday).values("user").distinct().count() > 1


def ended_cycles(now):
    """Every drawn cycle whose next one has begun, in its pool's zone."""
    for cycle in Cycle.objects.filter(state=CycleState.DRAWN).select_related("pool").order_by("monday", "pk"):
        if cycle.ends_on <= today_in(cycle.pool.zone, now):
            yield cycle


def next_draws_of(pools, now):
    """The next moment at which each of `pools` draws itself, in their order."""
    ahead = Cycle.objects.drawn().filter(pool__in=pools, ends_on__gt=now.date())
    drawn = set(ahead.values_list("pool_id", "monday"))
    return [next_draw(pool, now, {monday for pool_id, monday in drawn if pool_id == pool.pk}) for pool in pools]


def next_draw(pool, now, drawn):
    """Cycles that were drawn ahead of time are passed over."""
    today = today_in(pool.zone, now)
    monday = current_cycle(pool.rhythm, today) or next_cycle(pool.rhythm, today)
    while monday in drawn or announced_at(pool, monday) <= now:
        monday = next_cycle(pool.rhythm, monday)
    return NextDraw(pool, monday, announced_at(pool, monday))
