"""Queries for the pool pages and the tabs of a pool."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery

from core.text import count_of
from core.weeks import current_cycle, next_cycle, today_in, zone_city
from core.workdays import due_at
from pairing.models import Pool, PoolMembership
from pairing.queries.inputs import rounds_for
from pairing.queries.next_draws import next_draw
from people.models import Absence, Membership
from people.states import Role

SUGGESTED = 300
FORMER_SHOWN = 30
OTHER_ZONES = 3
KNOWN = 120  # more than the two years ahead that can be drawn
READ_OF_PLACE = (
    "user_id",
    "user__name",
    "user__time_zone",
    "user__is_active",
    "first_day",
    "last_day",
    "away_until",
)


@dataclass(frozen=True, slots=True)
class CycleTabs:
    """The cycles that a pool's tabs link to: the running one, if any, and the next."""

    current: date | None
    following: date


@dataclass(frozen=True, slots=True)
class Person:
    """What the pages of a pool show of a person."""

    pk: int
    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    since: date | None  # given if they joined after the pool's first cycle
    is_later: bool  # has a place that begins on `since`, and is not in it yet
    away_until: date | None


@dataclass(frozen=True, slots=True)
class FormerMember:
    person: Person
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SchedulePreview:
    """The schedule of a pool in one sentence."""

    monday: date
    hour: str
    due_on: date
    elsewhere: str  # the same hour for people in other zones


def with_leads(user):
    """The pools a person may see, with their leads, as the pages of one pool fetch it."""
    return Pool.objects.visible_to(user).prefetch_related(prefetch_leads())


def prefetch_leads():
    """The leads of pools with the columns by which pages and rules know them."""
    return Prefetch("leads", get_user_model().objects.only("name", "email", "is_active"))


def list_pools(user):
    """The pools a person may see, each with the number of people in it."""
    here = Q(memberships__last_day__isnull=True, memberships__user__is_active=True)
    return Pool.objects.visible_to(user).annotate(people=Count("memberships", filter=here))


def drawn_cycles(pool):
    """The drawn cycles of a pool, newest first, as far back as its pages look."""
    cycles = pool.cycles.drawn().order_by("-monday")
    return list(cycles.values_list("monday", "ends_on", named=True)[:KNOWN])


def cycle_tabs(pool, now, cycles=None):
    today = today_in(pool.zone, now)
    for cycle in drawn_cycles(pool) if cycles is None else cycles:
        if cycle.monday <= today < cycle.ends_on:
            return CycleTabs(cycle.monday, cycle.ends_on)
    return CycleTabs(current_cycle(pool.rhythm, today), next_cycle(pool.rhythm, today))


def first_open_monday(pool, now):
    """The first cycle, running or later, that is not drawn: a new cadence applies from there."""
    today = today_in(pool.zone, now)
    monday = current_cycle(pool.rhythm, today) or next_cycle(pool.rhythm, today)
    drawn = list(pool.cycles.drawn().filter(ends_on__gt=monday))
    while any(cycle.monday <= monday < cycle.ends_on for cycle in drawn):
        monday = next_cycle(pool.rhythm, monday)
    return monday


def everybody(pool, now):
    """Current and future members by name, and those who left, the last one first."""
    today = today_in(pool.zone, now)
    absences = Absence.objects.overlapping(today, today).filter(user=OuterRef("user"))
    absences = absences.order_by("-last_day")
    places = PoolMembership.objects.filter(pool=pool).order_by("first_day", "pk")
    places = places.annotate(away_until=Subquery(absences.values("last_day")[:1]))
    rows = list(places.values_list(*READ_OF_PLACE, named=True))
    here = {row.user_id: row for row in rows if _is_open(row, today)}
    left = {row.user_id: row for row in rows if row.user_id not in here}
    members = [
        Member(
            _person(row),
            row.first_day if row.first_day > pool.first_monday else None,
            row.first_day > today,
            row.away_until,
        )
        for row in here.values()
    ]
    gone = sorted(left.values(), key=lambda row: row.last_day or today, reverse=True)
    former = [FormerMember(_person(row), row.last_day) for row in gone[:FORMER_SHOWN]]
    return sorted(members, key=lambda member: (member.person.name, member.person.pk)), former


def _person(row):
    return Person(row.user_id, row.user__name, row.user__time_zone)


def _is_open(row, today):
    return row.user__is_active and (row.last_day is None or row.last_day >= today)


def preview_schedule(pool, people, now, cycles):
    """The next draw, when its reviews are due, and its hour in up to three members' zones."""
    following = next_draw(pool, now, {cycle.monday for cycle in cycles})
    monday = following.monday
    zones = [person.time_zone for person in people if person.time_zone != pool.time_zone]
    elsewhere = [
        f"{following.at.astimezone(ZoneInfo(zone)):%H:%M} in {zone_city(zone)}"
        for zone in list(dict.fromkeys(zones))[:OTHER_ZONES]
    ]
    due = due_at(monday, next_cycle(pool.rhythm, monday), pool.zone, pool.country)
    return SchedulePreview(
        monday,
        hour=f"{pool.announce_hour:02}:00",
        due_on=today_in(pool.zone, due),
        elsewhere=", ".join(elsewhere),
    )


def pool_page(pool, now):
    """The people of a pool, its leads, its next draw and its tabs."""
    (members, former) = everybody(pool, now)
    cycles = drawn_cycles(pool)
    return {
        "pool": pool,
        "now": now,
        "members": members,
        "former": former,
        "rounds": rounds_for(pool, len(members)),
        "cadence": describe_cadence(pool, today_in(pool.zone, now)),
        "leads": sorted(pool.leads.all(), key=lambda lead: lead.name),
        "cycle_tabs": cycle_tabs(pool, now, cycles),
        "schedule_preview": preview_schedule(
            pool, [member.person for member in members], now, cycles
        ),
        "load": describe_load(pool, len(members)),
        "is_drawn": bool(cycles),
    }


def describe_load(pool, members):
    """How many people give how many reviews."""
    if not members:
        return "Nobody is in this pool yet."
    rounds = rounds_for(pool, members)
    each = "one review" if rounds == 1 else f"{rounds} reviews"
    limit = (
        ", as there are no more colleagues" if members > 1 and rounds < pool.reviews_each else ""
    )
    return f"{count_of(members, 'person', 'people')}, {each} each{limit}."


def describe_cadence(pool, today):
    """The cadence in words, with a change that is still to come."""
    if not pool.change_on:
        return pool.get_cadence_display()
    if pool.change_on <= today:
        return pool.get_changed_cadence_display()
    day = pool.change_on
    changed = pool.get_changed_cadence_display().lower()
    return f"{pool.get_cadence_display()}, {changed} from {day.day} {day:%B %Y}"


def candidates(pool):
    """(address, name, False) of people who could be added, as unselected options of a list."""
    places = PoolMembership.objects.filter(pool=pool, last_day__isnull=True)
    people = get_user_model().objects.active().exclude(pk__in=places.values("user"))
    rows = people.order_by("name", "pk").values_list("email", "name")
    return [(email, name, False) for email, name in rows[:SUGGESTED]]


def engineers_of(team, day):
    """The engineers of a team on `day`; empty without a team."""
    if team is None:
        return []
    places = Membership.objects.on(day).filter(team=team, role=Role.ENGINEER, user__is_active=True)
    return [place.user for place in places.select_related("user").order_by("user__name", "user_id")]
