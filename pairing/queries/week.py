"""What My week shows of a person's draws."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.dates import format_short_day
from core.text import join_words
from core.weeks import today_in
from pairing.models import Cycle, Pairing, PoolMembership, SwapRequest
from pairing.queries.next_draws import NextDraw, next_draw
from pairing.ring import Ring, draw_ring
from pairing.states import CycleState, PairingState


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a cycle is, in numbers and never by name."""

    sent: int
    started: int
    to_start: int
    ended: int
    sits_out: int

    @property
    def due(self):
        return self.sent + self.started + self.to_start

    @property
    def blocks(self):
        return [*["sent"] * self.sent, *["started"] * self.started, *["to start"] * self.to_start]


@dataclass(frozen=True, slots=True)
class Week:
    """The pairings that My week speaks of: those a person gives and gets, what comes first to do first.

    `around` are all of the running cycles, for the ring; `closed` are one's own that a closed cycle left without a
    review.
    """

    given: list = field(default_factory=list)
    received: list = field(default_factory=list)
    around: list = field(default_factory=list)
    closed: list = field(default_factory=list)

    @property
    def first(self):
        """The pairing that the page is about."""
        return next(iter([*self.given, *self.received]), None)

    @property
    def is_done(self):
        return bool(self.given) and all(pairing.ended_at for pairing in self.given)


def week_of(user, since):
    """The pairings of the cycles that run for the person, and their own that ended since then: in one query."""
    running = (
        Pairing.objects.of(user)
        .live()
        .filter(draw__cycle__state=CycleState.DRAWN)
        .values("draw__cycle")
    )
    closed = (Q(reviewer=user) | Q(owner=user)) & Q(ended_at__gte=since, state=PairingState.MISSED)
    pairings = Pairing.objects.live().filter(Q(draw__cycle__in=running) | closed)
    pairings = pairings.select_related("reviewer", "owner", "draw__cycle__pool").defer(
        "draw__inputs"
    )
    pairings = pairings.annotate(
        is_asked=Exists(SwapRequest.objects.open().filter(theirs=OuterRef("pk")))
    )
    rows = sorted(
        pairings,
        key=lambda one: (one.state != PairingState.ASSIGNED, one.draw.cycle.due_at, one.pk),
    )
    around = [one for one in rows if one.draw.cycle.state == CycleState.DRAWN]
    return Week(
        given=[one for one in around if one.reviewer_id == user.pk],
        received=[one for one in around if one.owner_id == user.pk],
        around=around,
        closed=[one for one in rows if one.draw.cycle.state == CycleState.CLOSED],
    )


def cycle_progress(found, user) -> tuple[Progress, Ring]:
    """The tally and the ring of the cycle that the week `found` is about, with the person's own arrows marked."""
    cycle = found.first.draw.cycle_id
    pairings = [one for one in found.around if one.draw.cycle_id == cycle]
    newest = max((one.draw for one in pairings), key=lambda draw: draw.attempt)
    states = [pairing.state for pairing in pairings]
    started = sum(p.state == PairingState.ASSIGNED and p.started_at is not None for p in pairings)
    progress = Progress(
        sent=states.count(PairingState.DONE),
        started=started,
        to_start=states.count(PairingState.ASSIGNED) - started,
        ended=states.count(PairingState.SKIPPED),
        sits_out=len(newest.outside),
    )
    people = {p.pk: p.name for pairing in pairings for p in (pairing.reviewer, pairing.owner)}
    ring = draw_ring(
        people.items(), [(p.reviewer_id, p.owner_id) for p in pairings], user.pk, size=176
    )
    return progress, ring


def next_draws(user, now) -> list[NextDraw]:
    """When each pool of the person is drawn next."""
    ahead = Cycle.objects.drawn().filter(pool=OuterRef("pool"), ends_on__gt=now.date())
    places = PoolMembership.objects.filter(user=user, last_day__isnull=True).select_related("pool")
    places = places.annotate(drawn=ArraySubquery(ahead.values("monday")))
    return [next_draw(place.pool, now, set(place.drawn)) for place in places]


def happened(user, since, found):
    """What became of the pairings of the week `found` since then, as (moment, icon, sentence, url)."""
    events = [*_drawn(found)]
    for pairing in [*found.given, *found.received, *found.closed]:
        events += [
            (at, icon, text, _page(pairing.draw.cycle))
            for at, icon, text in _sentences(pairing, user)
        ]
    return [event for event in events if event[0] and event[0] >= since]


def _drawn(found):
    cycles = {one.draw.cycle_id: one.draw for one in [*found.given, *found.received]}
    for draw in cycles.values():
        mine = [one.owner.first_name for one in found.given if one.draw_id == draw.pk]
        theirs = [one.reviewer.first_name for one in found.received if one.draw_id == draw.pk]
        parts = [f"you review {join_words(mine)}"] if mine else []
        parts += [f"{join_words(theirs)} review{'s' * (len(theirs) == 1)} you"] if theirs else []
        yield (
            draw.drawn_at,
            "shuffle",
            f"The draw of {draw.cycle.pool}: {', '.join(parts)}",
            _page(draw.cycle),
        )


def _sentences(pairing, user):
    is_mine = pairing.reviewer_id == user.pk
    monday = format_short_day(
        pairing.draw.cycle.monday, today_in(user.time_zone, pairing.draw.drawn_at)
    )
    if pairing.state == PairingState.SKIPPED:
        words = f"Your review of {pairing.owner.first_name} was skipped"
        theirs = f"{pairing.reviewer.first_name} does not review you this cycle"
        yield pairing.ended_at, "circle-minus", words if is_mine else theirs
    elif pairing.state == PairingState.MISSED:
        words = f"The cycle of {monday} ended before your review of {pairing.owner.first_name}"
        yield (
            pairing.ended_at,
            "calendar",
            words if is_mine else f"You were not reviewed in the cycle of {monday}",
        )
    elif pairing.state == PairingState.ASSIGNED and not is_mine:
        yield (
            pairing.started_at,
            "pencil-line",
            f"{pairing.reviewer.first_name} started a review of you",
        )


def _page(cycle):
    return reverse("draw", args=[cycle.pool.slug, cycle.monday])
