"""Busy weeks: who has one, how many are left, and whether a draw has used it."""

from dataclasses import dataclass
from datetime import date

from core.prepared_queries import prepared_query
from core.weeks import quarter_of
from pairing.models import Cycle, Draw, Unavailable
from pairing.queries.absences import find_missed_mondays
from pairing.queries.draws import is_open
from pairing.queries.inputs import AWAY, membership_day
from pairing.queries.next_draws import NextDraw, announced_at
from pairing.states import Unavailability

MOST_A_QUARTER = 2


@dataclass(frozen=True, slots=True)
class BusyWeek:
    """What a person can do about an upcoming draw: sit it out, or take part after all."""

    slug: str  # of a pool that draws on that Monday
    monday: date
    why: str  # "busy", "duty", "away", or "" for somebody who takes part
    left: int  # busy weeks of that quarter


def list_busy_weeks(user, next_draws, absences=None):
    """One for each Monday of `next_draws`, the next draws of the person's pools, in their order.

    `absences` are all of the person's that are not over before the first Monday, if known.
    """
    mondays = {draw.monday: draw.pool.slug for draw in reversed(next_draws)}
    if not mondays:
        return []
    days = [day for monday in mondays for day in quarter_of(monday)]
    away = dict.fromkeys(find_missed_mondays(user, next_draws, absences), AWAY)
    reasons = away | _reasons(user, min(days), max(days))
    return [_week(mondays[monday], monday, reasons) for monday in sorted(mondays)]


def find_busy_week(pool, monday, user):
    """The same for one cycle."""
    cycle = NextDraw(pool, monday, announced_at(pool, monday))
    return list_busy_weeks(user, [cycle])[0]


def is_drawn(pool, monday):
    return Cycle.objects.drawn().filter(pool=pool).covering(monday).exists()


def may_be_in(pool, monday, user, now):
    """Whether the draw of `monday` is still to come and would have the person in it."""
    places = pool.memberships.on(membership_day(pool, monday, now))
    return is_open(pool, monday, now) and places.filter(user=user).exists()


def was_left_out(user, monday):
    """Whether a draw has been made without the person because of the busy week of `monday`."""
    entry = {"person": user.pk, "code": Unavailability.BUSY.value}
    draws = Draw.objects.filter(cycle__monday__lte=monday, cycle__ends_on__gt=monday)
    return draws.filter(sits_out__contains=[entry]).exists()


def _reasons(user, first, last):
    """Why the person is unavailable, by Monday."""
    return dict(_unavailable(user, first, last))


@prepared_query
def _unavailable(user, first, last):
    weeks = Unavailable.objects.visible_to(user).within(first, last).order_by("monday")
    return weeks.values_list("monday", "why")


def _week(slug, monday, reasons):
    first, last = quarter_of(monday)
    taken = sum(why == Unavailability.BUSY and first <= day <= last for day, why in reasons.items())
    return BusyWeek(slug, monday, reasons.get(monday, ""), max(0, MOST_A_QUARTER - taken))
