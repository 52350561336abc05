"""My week for leads and coordinators: what needs them, and how far each pool is."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.urls import reverse

from core.dates import format_short_day
from core.my_week import Hero
from core.prepared_queries import prepared_query
from core.text import join_words
from core.weeks import current_cycle, today_in
from pairing.models import Pairing, Pool
from pairing.models.pools import led_by
from pairing.queries.attention import (
    add_received,
    describe_not_signed_in,
    list_broken,
    only_running,
    waits_for_draw,
)
from pairing.queries.next_draws import NextDraw
from pairing.queries.pools import prefetch_leads
from pairing.queries.progress import Progress, progress_of
from pairing.queries.schedule import find_schedules
from pairing.states import CycleState
from people.queries import not_joined

READ_OF_POOL = (
    "name",
    "slug",
    "created_at",
    "first_monday",
    "cadence",
    "change_on",
    "changed_cadence",
    "announce_hour",
    "time_zone",
    "country",
)


@dataclass(frozen=True, slots=True)
class Need:
    """A decision that a pool waits for. `leave_url` records that nothing needs to be done."""

    title: str
    text: str
    url: str
    label: str
    pill: str
    icon: str
    pairing: Pairing | None = None
    leave_url: str = ""


@dataclass(frozen=True, slots=True)
class PoolHome:
    """A pool on the home of its leads. `cycle` and `progress` are None between two cycles.

    `warnings` are sentences about what needs attention.
    """

    pool: Pool
    people: int
    leads: str
    next_draw: NextDraw
    cycle: object = None
    progress: Progress | None = None
    is_undrawn: bool = False
    not_signed_in: int = 0
    warnings: tuple = ()

    @property
    def url(self):
        """The page of the running cycle, or of the next one."""
        monday = self.cycle.monday if self.cycle else self.next_draw.monday
        return reverse("draw", args=[self.pool.slug, monday])


def lead_hero(user, now):
    """The pools that `user` manages, with what needs attention; None without any. Five queries, of
    which most people need only the first.
    """
    if not (user.is_coordinator or _led_pools(user)):
        return None
    schedules = list(find_schedules(pools_to_lead(user), now))
    if not schedules:
        return None
    pools = [schedule.pool for schedule in schedules]
    running = running_by_pool(pools)
    pairings = [pairing for of_pool in running.values() for pairing in of_pool]
    broken = [row for row in list_broken(pairings, now) if not row.is_left]
    broken = add_received(broken, pairings)
    homes = [
        build_home(schedule, running.get(schedule.pool.pk, []), broken, now)
        for schedule in schedules
    ]
    template = "pairing/_hero_pools.html" if user.is_coordinator else "pairing/_hero_lead.html"
    need = find_need(user, homes, broken, now)
    context = {"pools": homes, "need": need}
    return Hero(
        template, context, subtitle=describe_duty(user, pools), is_open=bool(need), order=10
    )


@prepared_query
def _led_pools(user):
    return led_by(user).values_list("pool")


def pools_to_lead(user):
    """The pools that `user` leads, or all for coordinators, with leads and counts of members."""
    is_member = Q(memberships__last_day=None, memberships__user__is_active=True)
    has_not_joined = is_member & Q(memberships__user__in=not_joined())
    pools = Pool.objects.managed_by(user).prefetch_related(prefetch_leads()).only(*READ_OF_POOL)
    return pools.annotate(
        members=Count("memberships", filter=is_member, distinct=True),
        not_joined=Count("memberships", filter=has_not_joined, distinct=True),
    )


def describe_duty(user, pools):
    if user.is_coordinator:
        return "you coordinate the programme"
    return f"you lead {join_words([pool.name for pool in pools])}"


def running_by_pool(pools):
    """The pairings of the running cycle of each pool, by the id of the pool."""
    rows = Pairing.objects.live().filter(
        draw__cycle__pool__in=pools, draw__cycle__state=CycleState.DRAWN
    )
    by_pool = defaultdict(list)
    for pairing in only_running(rows).order_by("draw__cycle__monday", "reviewer__name", "pk"):
        by_pool[pairing.draw.cycle.pool_id].append(pairing)
    return {
        pool_id: [
            pairing for pairing in pairings if pairing.draw.cycle_id == pairings[0].draw.cycle_id
        ]
        for pool_id, pairings in by_pool.items()
    }


def build_home(schedule, pairings, broken, now):
    pool = schedule.pool
    monday = today_in(pool.zone, schedule.following)
    leads = sorted(lead.first_name for lead in pool.leads.all() if lead.is_active)
    absences = sum(row.pairing.draw.cycle.pool_id == pool.pk for row in broken)
    is_undrawn = waits_for_draw(schedule, now)
    return PoolHome(
        pool=pool,
        people=pool.members,
        leads=join_words(leads),
        next_draw=NextDraw(pool, monday, schedule.following),
        cycle=pairings[0].draw.cycle if pairings else None,
        progress=progress_of(pairings) if pairings else None,
        is_undrawn=is_undrawn,
        not_signed_in=pool.not_joined,
        warnings=tuple(warnings_of(pool, leads, absences, is_undrawn)),
    )


def warnings_of(pool, leads, absences, is_undrawn):
    """What needs attention in a pool, one short sentence each, most urgent first."""
    if absences:
        yield "1 pair needs a decision" if absences == 1 else f"{absences} pairs need a decision"
    if is_undrawn:
        yield "This cycle is not drawn"
    if not leads:
        yield "No lead yet: choose one"
    if pool.not_joined:
        have = "has" if pool.not_joined == 1 else "have"
        yield f"{pool.not_joined} of {pool.members} {have} not signed in"


def find_need(user, homes, broken, now):
    """The first decision that waits, or None: a broken pair, a draw, people who don't know."""
    if broken:
        return need_repair(broken[0])
    undrawn = [home.pool for home in homes if home.is_undrawn]
    if undrawn:
        return need_draw(undrawn[0], now)
    waiting = [home for home in homes if home.not_signed_in and not home.cycle]
    return need_sign_in(waiting[0], user) if waiting else None


def need_repair(broken):
    return Need(
        title=broken.sentence,
        text=broken.consequence,
        url=broken.repair_url,
        label="Repair this pair…",
        pill="Away",
        icon="plane",
        pairing=broken.pairing,
        leave_url=reverse("leave_pairing", args=[broken.pairing.pk]),
    )


def need_draw(pool, now):
    monday = current_cycle(pool.rhythm, today_in(pool.zone, now))
    return Need(
        title=f"{pool} is not drawn for this cycle",
        text="Nobody has a colleague to review yet. Draw it now, or leave it until next Monday.",
        url=reverse("draw", args=[pool.slug, monday]),
        label="See who would be in it",
        pill="No draw",
        icon="shuffle",
    )


def need_sign_in(home, user):
    day = format_short_day(home.next_draw.monday, home.next_draw.monday)
    missing = f"{home.not_signed_in} of {home.people} people in {home.pool}"
    need = Need(
        title=f"{missing} won’t know about the draw",
        text=f"{describe_not_signed_in(home.not_signed_in, home.people)} The draw is on {day}.",
        url=reverse("pool", args=[home.pool.slug]),
        label="See the people",
        pill="Not signed in",
        icon="mail",
    )
    if user.is_coordinator:
        return replace(need, url=reverse("invitations"), label="Copy their links")
    return need
