"""What an absence does to a person's draws and pairings, in sentences for their profile."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from core.dates import format_day
from core.text import join_words
from core.weeks import BIWEEKLY, STEPS, current_cycle, earliest_today, next_cycle, today_in
from core.workdays import is_away_for_cycle
from pairing.models import Cycle, Pairing, Pool, PoolMembership
from pairing.queries.attention import list_broken, running_pairings
from pairing.queries.explanations import describe_leads
from people.models import Absence

MOST_NAMED = 3  # draws; more are counted


LONGEST_CYCLE = STEPS[BIWEEKLY] + timedelta(days=1)  # it may be tomorrow in the pool's zone


@dataclass(frozen=True, slots=True)
class ComingCycle:
    """A cycle of a pool that is not drawn yet."""

    pool: Pool
    monday: date
    ends_on: date

    def is_missed(self, spans):
        return is_away_for_cycle(spans, self.monday, self.ends_on, self.pool.country)


def effects_of_absences(person, absences, now, *, reader):
    """What each of `absences` (of `person`) does, as {its pk: sentences for `reader`}."""
    if not absences:
        return {}
    spans = [(absence.first_day, absence.last_day) for absence in absences]
    cycles = coming_cycles(person, now, until=max(last for _, last in spans))
    broken = []
    if min(first for first, _ in spans) <= (now + LONGEST_CYCLE).date():  # can touch a running one
        broken = list_broken(running_pairings(Pairing.objects.filter(reviewer=person)), now)
    received = running_pairings(Pairing.objects.filter(owner=person)) if broken else []
    is_own = reader.pk == person.pk
    effects = {}
    for absence in absences:
        overlapping = [
            cycle
            for cycle in cycles
            if cycle.monday <= absence.last_day and absence.first_day < cycle.ends_on
        ]
        waiting = [
            row
            for row in broken
            if row.since <= absence.last_day and absence.first_day <= row.until
        ]
        sentences = [*_about_draws(overlapping, spans, person, is_own, now)]
        sentences += [_about_given(row, person, is_own) for row in waiting]
        if waiting:
            sentences += [_about_received(pairing, person, is_own) for pairing in received]
        effects[absence.pk] = sentences
    return effects


def coming_cycles(person, now, *, until):
    """The cycles of a person's pools up to the day `until` that are not drawn, in order."""
    ahead = Cycle.objects.drawn().filter(pool=OuterRef("pool"), ends_on__gt=earliest_today(now))
    places = PoolMembership.objects.filter(user=person, last_day__isnull=True)
    places = places.select_related("pool").annotate(drawn=ArraySubquery(ahead.values("monday")))
    cycles = []
    for place in places:
        pool = place.pool
        today = today_in(pool.zone, now)
        monday = current_cycle(pool.rhythm, today) or next_cycle(pool.rhythm, today)
        while monday <= until:
            following = next_cycle(pool.rhythm, monday)
            if monday not in place.drawn:
                cycles.append(ComingCycle(pool, monday, following))
            monday = following
    return sorted(cycles, key=lambda cycle: (cycle.monday, cycle.pool.name))


def find_missed_mondays(person, next_draws, absences=None):
    """The Mondays of `next_draws` that the person sits out because of an absence.

    `absences` are all of theirs that are not over before the first Monday, if known.
    """
    if not next_draws:
        return set()
    cycles = [
        ComingCycle(draw.pool, draw.monday, next_cycle(draw.pool.rhythm, draw.monday))
        for draw in next_draws
    ]
    if absences is None:
        first = min(cycle.monday for cycle in cycles)
        last = max(cycle.ends_on for cycle in cycles)
        absences = Absence.objects.filter(user=person).overlapping(first, last)
    spans = [(absence.first_day, absence.last_day) for absence in absences]
    return {cycle.monday for cycle in cycles if spans and cycle.is_missed(spans)}


def _about_draws(cycles, spans, person, is_own, now):
    today = today_in(person.time_zone, now)
    missed = sorted({cycle.monday for cycle in cycles if cycle.is_missed(spans)})
    attended = sorted({cycle.monday for cycle in cycles} - set(missed))
    sit = "You sit out" if is_own else f"{person.first_name} sits out"
    stay = "You stay" if is_own else f"{person.first_name} stays"
    if missed:
        yield f"{sit} {_draws(missed, today)}."
    if attended:
        draws = _draws(attended, today)
        yield f"{stay} in {draws}: away for less than half of the working days."


def _draws(mondays, today):
    days = [format_day(monday, today) for monday in mondays]
    if len(days) > MOST_NAMED:
        return f"{len(days)} draws, from {days[0]} to {days[-1]}"
    return f"the {'draw' if len(days) == 1 else 'draws'} of {join_words(days)}"


def _about_given(broken, person, is_own):
    """Who knows, and what they can do about it."""
    owner = broken.pairing.owner.first_name
    whose = "Your" if is_own else f"{person.first_name}’s"
    leads = describe_leads(broken.pairing.draw.cycle.pool)
    return f"{whose} review of {owner} waits. {leads}, and can pair {owner} with somebody else."


def _about_received(pairing, person, is_own):
    reviewer = pairing.reviewer.first_name
    if is_own:
        return f"{reviewer} still reviews you. You can read it when you are back."
    return f"{reviewer} still reviews {person.first_name}, who can read it later."
