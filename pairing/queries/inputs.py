"""The inputs of a draw: who is present or sits out, who must not meet, and earlier meetings."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F, Value

from core.weeks import next_cycle, today_in
from core.workdays import is_away_for_cycle
from pairing.engine import Inputs
from pairing.engine.tiers import WINDOW
from pairing.models import Unavailable
from pairing.queries.exclusions import engine_rules
from pairing.states import PairingState
from people.models import Absence

AWAY = "away"


def membership_day(pool, monday, now):
    """The day whose members a draw takes: its Monday, or today if it is drawn later."""
    return max(monday, today_in(pool.zone, now))


def members(pool, day):
    """The people of a pool on `day`, as {id: person} by name."""
    places = pool.memberships.on(day).select_related("user").order_by("user__name", "user_id")
    return {place.user_id: place.user for place in places}


def sitting_out(pool, monday, people):
    """{id: class of the reason} of those of `people` (ids) who are not present in the cycle of
    `monday`.

    People are away if they miss half of the cycle's working days or more. A busy week or a duty
    counts whole.
    """
    ends_on = next_cycle(pool.rhythm, monday)
    spans = defaultdict(list)
    weeks = {}
    for one, why, first_day, last_day in _absences_and_weeks(
        people, monday, ends_on - timedelta(days=1)
    ):
        if why == AWAY:
            spans[one].append((first_day, last_day))
        else:
            weeks[one] = why
    gone = [
        one for one, days in spans.items() if is_away_for_cycle(days, monday, ends_on, pool.country)
    ]
    return weeks | dict.fromkeys(gone, AWAY)


def _absences_and_weeks(people, first, last):
    """Both kinds in one query, as rows of (user, why, first day, last day)."""
    absences = Absence.objects.overlapping(first, last).filter(user__in=people).order_by()
    weeks = Unavailable.objects.within(first, last).filter(user__in=people).order_by()
    rows = absences.annotate(reason=Value(AWAY)).values_list(
        "user_id", "reason", "first_day", "last_day"
    )
    return rows.union(
        weeks.annotate(until=F("monday")).values_list("user_id", "why", "monday", "until"), all=True
    )


def history(pool, monday, people):
    """Every cycle of the last two years with its pairs among `people`, even if none is left of
    them.
    """
    cycles = pool.cycles.drawn().filter(monday__lt=monday, monday__gte=monday - WINDOW)
    rows = cycles.values_list(
        "monday", *(f"draws__pairings__{name}" for name in ("reviewer", "owner", "state"))
    )
    met = defaultdict(list)
    for day, reviewer, owner, state in rows.order_by():
        arcs = met[day]
        if reviewer in people and owner in people and state != PairingState.REPLACED:
            arcs.append((reviewer, owner))
    return tuple((day.isoformat(), tuple(arcs)) for day, arcs in met.items())


def rounds_for(pool, number):
    """How many reviews each of `number` people gives: what the pool asks for, if there are
    partners.
    """
    return max(1, min(pool.reviews_each, number - 1))


def build_inputs(pool, monday, *, salt, now, attempt=1):
    """The frozen inputs of a draw, and the people it knows as {id: person}."""
    people = members(pool, membership_day(pool, monday, now))
    out = sitting_out(pool, monday, people)
    return freeze_inputs(
        pool, monday, people, out, day=membership_day(pool, monday, now), salt=salt, attempt=attempt
    ), people


def freeze_inputs(pool, monday, people, out, *, day, salt, attempt=1, fixed=()):
    """The inputs of a draw among `people` without those who sit `out`; rules are those of `day`.

    `fixed` are the (reviewer, owner) ids of the cycle that stay as they are.
    """
    present = [one for one in people if one not in out]
    hard, soft = engine_rules(pool, day, present)
    return Inputs(
        cycle=monday.isoformat(),
        present=tuple(present),
        away=tuple(out.items()),
        hard=hard,
        soft=soft,
        history=history(pool, monday, set(present)),
        attempt=attempt,
        rounds=rounds_for(pool, len(present)),
        salt=salt,
        fixed=tuple(fixed),
    )
