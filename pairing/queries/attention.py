"""What goes wrong in a pool unless its leads decide something.

Each function starts from the pools that a person manages and returns plain rows, for the page of a
draw and for the homes of leads and coordinators.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from core.dates import format_day
from core.text import count_of
from core.weeks import today_in
from core.workdays import is_away_for_cycle, workdays
from pairing.models import Pairing, Pool, PoolMembership
from pairing.queries.explanations import describe_leads
from pairing.queries.schedule import find_schedules, is_left_to_leads
from pairing.states import CycleState, PairingState
from people.models import Absence

DAY = timedelta(days=1)
READ_OF_RUNNING = (  # of pairings in running cycles: a home reads those of several pools at once
    "why",
    "state",
    "reason",
    "started_at",
    "ended_at",
    "left_at",
    "reviewer__name",
    "reviewer__email",
    "owner__name",
    "owner__email",
    "draw__attempt",
    "draw__drawn_at",
    "draw__sits_out",
    "draw__out",
    "draw__back",
    "draw__cycle__monday",
    "draw__cycle__ends_on",
    "draw__cycle__due_at",
    "draw__cycle__state",
    "draw__cycle__pool__name",
    "draw__cycle__pool__slug",
    "draw__cycle__pool__time_zone",
    "draw__cycle__pool__country",
)


@dataclass(frozen=True, slots=True)
class BrokenPairing:
    """A pairing that leaves its owner without a review, because the reviewer is away.

    `since` and `until` are the first and the last day of the absence; there is never a reason.
    `received` are the pairings in which the reviewer is the owner.
    """

    pairing: Pairing
    since: date
    until: date
    received: tuple = ()

    @property
    def sentence(self):
        """Who is away until when, and what waits for them."""
        pairing = self.pairing
        until = format_day(self.until, pairing.draw.cycle.monday)
        progress = "finished" if pairing.started_at else "started"
        return (
            f"{pairing.reviewer.first_name} is away until {until}, "
            f"and the review of {pairing.owner.first_name} is not {progress}"
        )

    @property
    def consequence(self):
        """What happens if nobody decides, and what happens to reviews of the reviewer."""
        owner = self.pairing.owner.first_name
        name = self.pairing.reviewer.first_name
        sentences = [f"Unless somebody takes over, {owner} gets no review this cycle."]
        for pairing in self.received:
            reviewer = pairing.reviewer.first_name
            if pairing.state == PairingState.DONE:
                sentences.append(f"{reviewer}’s review of {name} is sent and can be read later.")
            elif pairing.started_at:
                sentences.append(f"{reviewer} has started a review of {name}, which goes on.")
        return " ".join(sentences)

    @property
    def leads_know(self):
        """For reviewer and owner: "Nadia knows"."""
        return describe_leads(self.pairing.draw.cycle.pool)

    @property
    def repair_url(self):
        """The repair of its draw with the reviewer marked, which says how many pairs it changes."""
        cycle = self.pairing.draw.cycle
        page = reverse("repair", args=[cycle.pool.slug, cycle.monday])
        return f"{page}?out={self.pairing.reviewer_id}"

    @property
    def is_left(self):
        """A lead has decided to leave it as it is."""
        return self.pairing.left_at is not None


@dataclass(frozen=True, slots=True)
class NotSignedIn:
    """Members of a pool who have never signed in, so they can't know about its next draw."""

    pool: Pool
    people: list
    members: int

    @property
    def sentence(self):
        return describe_not_signed_in(len(self.people), self.members)


def find_broken_pairings(user, now):
    """The `BrokenPairing`s of running cycles in the pools that `user` manages, without those that a
    lead has left as they are; those due first come first.
    """
    pairings = Pairing.objects.filter(draw__cycle__pool__in=Pool.objects.managed_by(user))
    broken = [row for row in list_broken(running_pairings(pairings), now) if not row.is_left]
    if not broken:
        return []
    people = {row.pairing.reviewer_id for row in broken}
    draws = {row.pairing.draw_id for row in broken}
    received = Pairing.objects.live().filter(draw__in=draws, owner__in=people)
    return add_received(broken, list(received.select_related("reviewer")))


def only_running(pairings):
    """`pairings` of running cycles with their people, cycles and pools, as the homes show them."""
    return pairings.select_related("reviewer", "owner", "draw__cycle__pool").only(*READ_OF_RUNNING)


def add_received(broken, pairings):
    """The same rows, each with those of `pairings` that review its absent reviewer."""
    return [
        replace(
            row,
            received=tuple(
                pairing
                for pairing in pairings
                if pairing.owner_id == row.pairing.reviewer_id
                and pairing.draw_id == row.pairing.draw_id
            ),
        )
        for row in broken
    ]


def absences_on_draw(pairings, user, *, can_manage, now):
    """What the page of a running draw says of people who are away, for one reader.

    Those who manage the pool see every broken pairing; others see those they give or receive.
    """
    concerned = pairings
    if not can_manage:
        concerned = [
            pairing for pairing in pairings if user.pk in (pairing.reviewer_id, pairing.owner_id)
        ]
    broken = list_broken(concerned, now)
    to_decide = [row for row in broken if can_manage and not row.is_left]
    return {
        "to_decide": add_received(to_decide, pairings),
        "left": [row for row in broken if can_manage and row.is_left],
        "waits_for_away": [row for row in broken if row.pairing.owner_id == user.pk],
        "own_absences": [row for row in broken if row.pairing.reviewer_id == user.pk],
    }


def running_pairings(pairings):
    """Those that wait for a review in a running cycle, with all that `list_broken` reads."""
    waiting = pairings.filter(state=PairingState.ASSIGNED, draw__cycle__state=CycleState.DRAWN)
    rows = waiting.select_related("reviewer", "owner", "draw__cycle__pool").defer("draw__inputs")
    return rows.order_by("draw__cycle__due_at", "reviewer__name", "pk")


def list_broken(pairings, now):
    """The `BrokenPairing`s among `pairings`; one query for all, none without waiting pairings."""
    waiting = [pairing for pairing in pairings if pairing.state == PairingState.ASSIGNED]
    if not waiting:
        return []
    cycles = [pairing.draw.cycle for pairing in waiting]
    first = min(cycle.monday for cycle in cycles)
    last = max(cycle.ends_on for cycle in cycles)
    absences = Absence.objects.overlapping(first, last)
    spans = defaultdict(list)
    for absence in absences.filter(user__in={pairing.reviewer_id for pairing in waiting}):
        spans[absence.user_id].append((absence.first_day, absence.last_day))
    rows = [find_break(pairing, spans[pairing.reviewer_id], now) for pairing in waiting]
    return [row for row in rows if row]


def find_break(pairing, spans, now):
    """The `BrokenPairing` of a waiting pairing whose reviewer is away on `spans`, or None.

    It is broken if the reviewer is away on every working day that is left, or on so many of the
    cycle's that the draw would have left them out, and is not back yet.
    """
    cycle = pairing.draw.cycle
    country = cycle.pool.country
    today = today_in(cycle.pool.zone, now)
    open_spans = [span for span in spans if span[1] >= today and span[0] < cycle.ends_on]
    if not open_spans:
        return None
    left = workdays(max(today, cycle.monday), cycle.ends_on - DAY, country)
    is_gone = bool(left) and all(any(a <= day <= b for a, b in open_spans) for day in left)
    if not is_gone and not is_away_for_cycle(spans, cycle.monday, cycle.ends_on, country):
        return None
    return BrokenPairing(pairing, min(a for a, _ in open_spans), max(b for _, b in open_spans))


def find_pools_without_draw(user, now):
    """The `PoolSchedule` of each pool that `user` manages whose running cycle has no draw: it is
    overdue, or waits for a lead to start it.
    """
    schedules = find_schedules(Pool.objects.managed_by(user), now)
    return [schedule for schedule in schedules if waits_for_draw(schedule, now)]


def waits_for_draw(schedule, now):
    """The running cycle has no draw: it is overdue, or waits for a lead to start it."""
    return schedule.is_overdue or is_left_to_leads(schedule.pool, now)


def find_not_signed_in(user, now):
    """The pools that `user` manages with members who have never signed in, as `NotSignedIn`."""
    members = Prefetch(
        "memberships",
        PoolMembership.objects.filter(last_day=None, user__is_active=True).select_related("user"),
        to_attr="open_places",
    )
    rows = []
    for pool in Pool.objects.managed_by(user).prefetch_related(members):
        people = [place.user for place in pool.open_places]
        missing = [person for person in people if not person.has_joined]
        if missing:
            rows.append(NotSignedIn(pool, missing, len(people)))
    return rows


def describe_announcement(draw):
    """How many reviewers know about a new draw, in a sentence or two."""
    pairings = draw.pairings.live().select_related("reviewer")
    reviewers = {pairing.reviewer for pairing in pairings}
    missing = sum(not person.has_joined for person in reviewers)
    reached = count_of(len(reviewers) - missing, "reviewer has", "reviewers have")
    if not missing:
        return f"Drawn. {reached} been notified."
    sentence = describe_not_signed_in(missing, len(reviewers))
    if missing == len(reviewers):
        return f"Drawn. Nobody has read it yet: {sentence}"
    return f"Drawn. {reached} been notified. {sentence}"


def describe_not_signed_in(missing, members):
    """How many can't know about a draw, and why; "" if all have signed in."""
    if not missing:
        return ""
    have = "has" if missing == 1 else "have"
    sentence = f"{missing} of {members} {have} not signed in"
    if not settings.MAIL_CONFIGURED:
        return f"{sentence}; mail is not set up."
    return f"{sentence}. They get a mail, and need their invitation to sign in."
