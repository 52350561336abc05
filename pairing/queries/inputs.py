"""What goes into a draw: who is present, who sits out, who must not meet, who met whom when."""

from collections import defaultdict
from datetime import timedelta

from core.weeks import next_cycle, today_in
from core.workdays import is_away_for_cycle
from pairing.engine import Inputs
from pairing.engine.tiers import WINDOW
from pairing.models import Pairing, Unavailable
from pairing.queries.exclusions import rules_for
from people.models import Absence

AWAY = "away"


def counting_day(pool, monday, now):
    """The day whose members a draw takes: its Monday, or today when it is drawn later than that."""
    return max(monday, today_in(pool.zone, now))


def members(pool, day):
    """The people of a pool on `day`, as {id: person} by name."""
    places = pool.memberships.on(day).select_related("user").order_by("user__name", "user_id")
    return {place.user_id: place.user for place in places}


def away(pool, monday, people):
    """Those of `people` (ids) who are away on half of the cycle's working days or more."""
    ends_on = next_cycle(pool.rhythm, monday)
    spans = defaultdict(list)
    absences = Absence.objects.overlapping(monday, ends_on - timedelta(days=1)).filter(user__in=people)
    for user_id, first_day, last_day in absences.values_list("user_id", "first_day", "last_day"):
        spans[user_id].append((first_day, last_day))
    return {one for one, days in spans.items() if is_away_for_cycle(days, monday, ends_on, pool.country)}


def unavailable(pool, monday, people):
    """{id: "busy" or "duty"} of those of `people` who have such a week in the cycle."""
    last = next_cycle(pool.rhythm, monday) - timedelta(days=1)
    return dict(Unavailable.objects.within(monday, last).filter(user__in=people).values_list("user_id", "why"))


def sitting_out(pool, monday, people):
    """{id: class of the reason} of those of `people` who are not present in the cycle of `monday`."""
    return unavailable(pool, monday, people) | dict.fromkeys(away(pool, monday, people), AWAY)


def history(pool, monday, people):
    """Every earlier cycle of the last two years with its pairs among `people`, also where none is left of them."""
    earlier = {"monday__lt": monday, "monday__gte": monday - WINDOW}
    met = {day: [] for day in pool.cycles.drawn().filter(**earlier).values_list("monday", flat=True)}
    pairings = Pairing.objects.live().filter(
        draw__cycle__pool=pool, draw__cycle__monday__in=met, reviewer__in=people, owner__in=people
    )
    for day, reviewer, owner in pairings.values_list("draw__cycle__monday", "reviewer_id", "owner_id"):
        met[day].append((reviewer, owner))
    return tuple((day.isoformat(), tuple(arcs)) for day, arcs in met.items())


def inputs_for(pool, monday, *, salt, now, attempt=1):
    """The frozen inputs of a draw, and the people it knows as {id: person}."""
    day = counting_day(pool, monday, now)
    people = members(pool, day)
    out = sitting_out(pool, monday, people)
    present = [one for one in people if one not in out]
    hard, soft = rules_for(pool, day, present)
    inputs = Inputs(
        cycle=monday.isoformat(),
        present=tuple(present),
        away=tuple(out.items()),
        hard=hard,
        soft=soft,
        history=history(pool, monday, present),
        attempt=attempt,
        rounds=max(1, min(pool.reviews_each, len(present) - 1)),
        salt=salt,
    )
    return inputs, people
