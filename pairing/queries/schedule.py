"""Whether the pools are drawn on schedule, for admins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Q

from core.weeks import current_cycle, earliest_today, today_in
from pairing.models import Cycle, Pool
from pairing.queries.next_draws import announced_at, draws_itself, next_draw

SOON = timedelta(minutes=10)  # the sweep runs every two


@dataclass(frozen=True)
class PoolSchedule:
    """`is_overdue`: a draw was due but did not happen."""

    pool: Pool
    following: datetime
    is_overdue: bool

    @property
    def last(self):
        """When the newest draw was made, or None; only of `pool_schedules`."""
        return self.pool.drawn_last_at


def pool_schedules(now):
    """The `PoolSchedule` of every pool by name, in one query."""
    pools = Pool.objects.annotate(drawn_last_at=Max("cycles__draws__drawn_at"))
    return find_schedules(pools, now)


def find_schedules(pools, now):
    """The same for some pools."""
    ahead = Cycle.objects.drawn().filter(pool=OuterRef("pk"), ends_on__gt=earliest_today(now))
    pools = pools.annotate(
        drawn=ArraySubquery(ahead.values("monday")),
        people=Count("memberships", filter=Q(memberships__last_day=None), distinct=True),
    )
    for pool in pools.order_by("name"):
        following = next_draw(pool, now, set(pool.drawn)).at
        yield PoolSchedule(pool, following, is_overdue(pool, now))


def is_overdue(pool, now):
    """A draw of the running cycle was due but did not happen; `pool` as `find_schedules` has it."""
    monday = _monday_without_draw(pool, now)
    if monday is None:
        return False
    return draws_itself(pool, monday) and announced_at(pool, monday) + SOON < now


def is_left_to_leads(pool, now):
    """The running cycle is not drawn, and a lead has to start it."""
    monday = _monday_without_draw(pool, now)
    if monday is None or announced_at(pool, monday) > now:
        return False
    return not draws_itself(pool, monday)


def _monday_without_draw(pool, now):
    """The Monday of the running cycle, if it is not drawn although two people are available."""
    monday = current_cycle(pool.rhythm, today_in(pool.zone, now))
    if monday is None or monday in pool.drawn or pool.people < 2:
        return None
    return monday
