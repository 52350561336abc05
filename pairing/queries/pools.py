"""What the pool pages and the tabs of a pool read."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from core.weeks import city, current_cycle, next_cycle, today_in
from core.workdays import due_at
from pairing.models import Pool, PoolMembership
from pairing.queries.due import next_draw
from people.models import Absence, Membership
from people.states import Role

SUGGESTED = 300
KNOWN = 120  # more than the two years ahead that can be drawn


@dataclass(frozen=True, slots=True)
class Mondays:
    """The cycles that the tabs of a pool lead to: the running one, if any, and the one after it."""

    current: date | None
    following: date


@dataclass(frozen=True, slots=True)
class Member:
    person: object
    since: date | None  # named where they joined after the pool's first cycle
    away_until: date | None


@dataclass(frozen=True, slots=True)
class Echo:
    """What the rhythm of a pool comes to, in one sentence."""

    monday: date
    at: datetime
    due_on: date
    elsewhere: list[tuple[str, datetime]]


def with_leads(user):
    """The pools a person may see, with those who run them, as the pages of one pool fetch it."""
    return Pool.objects.visible_to(user).select_related("rubric").prefetch_related("leads")


def pools(user):
    """The pools a person may see, each with the number of people in it."""
    here = Q(memberships__last_day__isnull=True, memberships__user__is_active=True)
    return Pool.objects.visible_to(user).annotate(people=Count("memberships", filter=here))


def drawn_cycles(pool):
    """The drawn cycles of a pool, newest first, as far back as its pages look."""
    return list(pool.cycles.drawn().order_by("-monday")[:KNOWN])


def mondays_of(pool, now, cycles=None):
    today = today_in(pool.zone, now)
    for cycle in drawn_cycles(pool) if cycles is None else cycles:
        if cycle.monday <= today < cycle.ends_on:
            return Mondays(cycle.monday, cycle.ends_on)
    return Mondays(current_cycle(pool.rhythm, today), next_cycle(pool.rhythm, today))


def first_open_monday(pool, now):
    """The first cycle, running or later, that is not drawn: from there on a new rhythm counts."""
    today = today_in(pool.zone, now)
    monday = current_cycle(pool.rhythm, today) or next_cycle(pool.rhythm, today)
    drawn = list(pool.cycles.drawn().filter(ends_on__gt=monday))
    while any(cycle.monday <= monday < cycle.ends_on for cycle in drawn):
        monday = next_cycle(pool.rhythm, monday)
    return monday


def members_with_notes(pool, now):
    """Who is in the pool, or will be, by name: since when, if it matters, and whether they are away now."""
    today = today_in(pool.zone, now)
    open_places = Q(last_day__isnull=True) | Q(last_day__gte=today)
    places = pool.memberships.filter(open_places, user__is_active=True).select_related("user")
    places = {place.user_id: place for place in places.order_by("user__name", "first_day")}
    absences = Absence.objects.filter(user__in=places, first_day__lte=today, last_day__gte=today)
    away = dict(absences.values_list("user_id", "last_day"))
    return [
        Member(place.user, place.first_day if place.first_day > pool.first_monday else None, away.get(place.user_id))
        for place in places.values()
    ]


def echo(pool, people, now, cycles):
    """The next draw, its due moment, and the hour of up to three other zones among its people."""
    following = next_draw(pool, now, {cycle.monday for cycle in cycles})
    monday, at = following.monday, following.at
    zones = dict.fromkeys(person.time_zone for person in people if person.time_zone != pool.time_zone)
    elsewhere = [(city(zone), at.astimezone(ZoneInfo(zone))) for zone in list(zones)[:3]]
    due = due_at(monday, next_cycle(pool.rhythm, monday), pool.zone, pool.country)
    return Echo(monday, at, today_in(pool.zone, due), elsewhere)


def pool_page(pool, now):
    """The people of a pool, its leads, its next draw, and where its tabs lead."""
    members, cycles = members_with_notes(pool, now), drawn_cycles(pool)
    return {
        "pool": pool,
        "now": now,
        "members": members,
        "leads": sorted(pool.leads.all(), key=lambda lead: lead.name),
        "mondays": mondays_of(pool, now, cycles),
        "echo": echo(pool, [member.person for member in members], now, cycles),
        "is_drawn": bool(cycles),
    }


def candidates(pool):
    """Who could be added, for the browser to suggest: as many as a list may hold."""
    places = PoolMembership.objects.filter(pool=pool, last_day__isnull=True)
    people = get_user_model().objects.active().exclude(pk__in=places.values("user"))
    return people.order_by("name", "pk")[:SUGGESTED]


def engineers_of(team, day):
    """The engineers of a team on `day`; nobody without a team."""
    if team is None:
        return []
    places = Membership.objects.on(day).filter(team=team, role=Role.ENGINEER, user__is_active=True)
    return [place.user for place in places.select_related("user").order_by("user__name", "user_id")]
