"""Pairs to avoid, for the draw and for the people who manage a pool."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from core.text import count_of
from core.weeks import today_in
from pairing.models import Exclusion
from pairing.states import Strength
from people.models import Membership

ENDED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """An exclusion as its page shows it."""

    row: Exclusion
    is_over: bool  # its last day has passed


def manager_pairs(people, day):
    """(manager, report) of all `people` (ids) who report to another of them on `day`."""
    places = Membership.objects.on(day).filter(user__in=people, manager__in=people)
    return set(places.values_list("manager_id", "user_id"))


def engine_rules(pool, day, people):
    """(hard, soft) as the engine takes them, among `people` (ids); soft rules in order of creation.

    A soft rule is named by its number, because the totals of a draw keep the names.
    """
    hard = _both_ways(manager_pairs(people, day)) if pool.avoids_managers else set()
    soft = []
    for exclusion in pool.exclusions.on(day).filter(first__in=people, second__in=people):
        if exclusion.strength == Strength.HARD:
            hard.update(exclusion.arcs)
        else:
            soft.append((f"pair {exclusion.pk}", exclusion.arcs))
    return tuple(hard), tuple(soft)


def roster(pool, day):
    """Who is in the pool on `day` or will be, as {id: person} by name."""
    places = pool.memberships.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=day), user__is_active=True
    )
    return {
        place.user_id: place.user
        for place in places.select_related("user").order_by("user__name", "user_id")
    }


def exclusions_page(pool, now):
    """The rules of a pool, the recently ended ones, and how much room they leave."""
    day = today_in(pool.zone, now)
    people = roster(pool, day)
    rows = list(Exclusion.objects.filter(pool=pool).select_related("first", "second", "created_by"))
    managed = manager_pairs(people, day)
    hard = _hard(rows, day) | (_both_ways(managed) if pool.avoids_managers else set())
    ended = sorted(
        (row for row in rows if row.ended_at), key=lambda row: row.ended_at, reverse=True
    )
    named = [(people[manager], people[report]) for manager, report in managed]
    return {
        "pool": pool,
        "people": people,
        "rules": [
            Rule(row, bool(row.until and row.until < day)) for row in rows if not row.ended_at
        ],
        "ended": ended[:ENDED_SHOWN],
        "managed": sorted(named, key=lambda pair: (pair[0].name, pair[1].name)),
        "room": room(people, hard),
    }


def room(people, hard):
    """(whether the hard rules leave enough partners to `people`, a sentence)."""
    arcs = [arc for arc in hard if arc[0] in people and arc[1] in people]
    given = Counter(reviewer for reviewer, _ in arcs)
    received = Counter(owner for _, owner in arcs)
    left = {one: len(people) - 1 - max(given[one], received[one]) for one in people}
    fewest = min(left.values(), default=0)
    most = max(left.values(), default=0)
    if most < 1 and not hard:
        return True, ""
    if fewest > 1 or len(people) == 2 and fewest:
        partners = count_of(most, "possible partner")
        if fewest < most:
            partners = f"{fewest} to {partners}"
        return True, f"With these rules, everyone still has {partners}."
    return False, _tight(people, arcs, min(one for one in people if left[one] == fewest))


def _tight(people, arcs, one):
    owners = {owner for by, owner in arcs if by == one}
    reviewers = {by for by, owner in arcs if owner == one}
    left = [
        person
        for pk, person in people.items()
        if pk != one and pk not in max(owners, reviewers, key=len)
    ]
    if not left:
        name = people[one].first_name
        return f"With these rules, nobody is left for {name}, who would sit out every cycle."
    return f"With these rules, {people[one].first_name} has only {left[0].first_name} left."


def _both_ways(pairs):
    return pairs | {(second, first) for first, second in pairs}


def _hard(rows, day):
    live = [row for row in rows if not row.ended_at and not (row.until and row.until < day)]
    return {arc for row in live if row.strength == Strength.HARD for arc in row.arcs}
