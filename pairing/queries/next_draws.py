"""When pools are drawn, and queries for the sweeps."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from core.sweeps import each_row
from core.weeks import (
    current_cycle,
    earliest_today,
    local_datetime,
    next_cycle,
    today_in,
)
from pairing.models import Cycle, Pool, PoolMembership
from pairing.states import CycleState


@dataclass(frozen=True, slots=True)
class NextDraw:
    pool: Pool
    monday: date
    at: datetime


def announced_at(pool, monday):
    """When the draw of `monday` is due: at the pool's hour of that day, in its zone."""
    return local_datetime(monday, pool.announce_hour, pool.zone)


def draws_itself(pool, monday):
    """A pool created after its draw was due waits for a lead, so that nobody is drawn while it is
    filled.
    """
    return pool.created_at <= announced_at(pool, monday)


def due_draws(now):
    """(pool, Monday) of every running cycle that should be drawn by now and is not."""
    pools = Pool.objects.order_by("pk")
    running = each_row("pairing.draw_due_cycles", pools, lambda pool: _running_cycle(pool, now))
    due = [(pool, monday) for pool, monday in running if monday]
    mondays = {monday for _, monday in due}
    drawn = {
        monday: set(Cycle.objects.drawn().covering(monday).values_list("pool", flat=True))
        for monday in mondays
    }
    filled = {monday: _filled_pools(monday) for monday in mondays}
    for pool, monday in due:
        if pool.pk in filled[monday] - drawn[monday] and draws_itself(pool, monday):
            yield pool, monday


def _running_cycle(pool, now):
    """`pool` with the Monday of its running cycle; without one while that draw is not due."""
    monday = current_cycle(pool.rhythm, today_in(pool.zone, now))
    if monday and announced_at(pool, monday) > now:
        monday = None
    return pool, monday


def _filled_pools(monday):
    """Pools with at least two people on the Monday. One filled later waits for the next draw."""
    places = (
        PoolMembership.objects.on(monday)
        .order_by()
        .values("pool")
        .annotate(people=Count("user", distinct=True))
    )
    return set(places.filter(people__gt=1).values_list("pool", flat=True))


def ended_cycles(now):
    """Every drawn cycle whose next one has begun, in its pool's zone."""
    cycles = Cycle.objects.filter(state=CycleState.DRAWN).select_related("pool")

    def has_ended(cycle):
        return cycle, cycle.ends_on <= today_in(cycle.pool.zone, now)

    rows = each_row("pairing.close_ended_cycles", cycles.order_by("monday", "pk"), has_ended)
    return (cycle for cycle, ended in rows if ended)


def next_draws_of(pools, now):
    """The next scheduled draw of each of `pools`, in their order."""
    ahead = Cycle.objects.drawn().filter(pool__in=pools, ends_on__gt=earliest_today(now))
    drawn = set(ahead.values_list("pool_id", "monday"))
    return [
        next_draw(pool, now, {monday for pool_id, monday in drawn if pool_id == pool.pk})
        for pool in pools
    ]


def next_draw(pool, now, drawn):
    """Cycles that were drawn ahead of time are passed over."""
    today = today_in(pool.zone, now)
    monday = current_cycle(pool.rhythm, today) or next_cycle(pool.rhythm, today)
    while monday in drawn or announced_at(pool, monday) <= now:
        monday = next_cycle(pool.rhythm, monday)
    return NextDraw(pool, monday, announced_at(pool, monday))
