"""A person's draws for My week."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.dates import format_short_day
from core.my_week import Card, Happening, Hero, happenings_since, start_of_week
from core.shared_queries import shared_query
from core.text import join_words
from core.weeks import earliest_today, today_in
from pairing.models import Cycle, Pairing, PoolMembership, SwapRequest
from pairing.queries.attention import list_broken, only_running
from pairing.queries.busy_weeks import list_busy_weeks
from pairing.queries.home import lead_hero
from pairing.queries.next_draws import NextDraw, next_draw
from pairing.queries.progress import progress_of
from pairing.ring import Ring, draw_ring
from pairing.states import CycleState, PairingState
from people.queries import absences_from, is_manager

READ_OF_PLACE = (
    "pool__name",
    "pool__slug",
    "pool__first_monday",
    "pool__cadence",
    "pool__change_on",
    "pool__changed_cadence",
    "pool__announce_hour",
    "pool__time_zone",
    "pool__country",
)


@dataclass(frozen=True, slots=True)
class Week:
    """The pairings on My week: those a person gives and receives, what is left to do first.

    `around` are all pairings of the running cycles, for the ring. `closed` are one's own that a
    closed cycle left without a review.
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


@shared_query
def week_of(user, now):
    """The pairings of running cycles, and one's own that ended this week.

    Each of one's own has `broken`, the `BrokenPairing` if its reviewer is away.
    """
    since = start_of_week(now)
    is_own = Q(reviewer=user) | Q(owner=user)
    running = Pairing.objects.live().filter(is_own, draw__cycle__state=CycleState.DRAWN)
    has_closed = is_own & Q(ended_at__gte=since, state=PairingState.MISSED)
    is_shown = Q(draw__cycle__in=running.order_by().values("draw__cycle")) | has_closed
    pairings = Pairing.objects.live().filter(is_shown)
    pairings = only_running(pairings).annotate(
        is_asked=Exists(SwapRequest.objects.open().filter(theirs=OuterRef("pk")))
    )
    rows = sorted(
        pairings.order_by(),
        key=lambda pairing: (
            pairing.state != PairingState.ASSIGNED,
            pairing.draw.cycle.due_at,
            pairing.pk,
        ),
    )
    around = [pairing for pairing in rows if pairing.draw.cycle.state == CycleState.DRAWN]
    own = [pairing for pairing in around if user.pk in (pairing.reviewer_id, pairing.owner_id)]
    broken = {row.pairing.pk: row for row in list_broken(own, now)}
    for pairing in own:
        pairing.broken = broken.get(pairing.pk)
    return Week(
        given=[pairing for pairing in around if pairing.reviewer_id == user.pk],
        received=[pairing for pairing in around if pairing.owner_id == user.pk],
        around=around,
        closed=[pairing for pairing in rows if pairing.draw.cycle.state == CycleState.CLOSED],
    )


def cycle_of_week(week):
    """The pairings of the cycle that the page is about."""
    cycle = week.first.draw.cycle_id
    return [pairing for pairing in week.around if pairing.draw.cycle_id == cycle]


def cycle_ring(week, user) -> Ring:
    """Who reviews whom in the cycle, with the person's own arrows marked."""
    pairings = cycle_of_week(week)
    names = {}
    for pairing in pairings:
        names[pairing.reviewer_id] = pairing.reviewer.name
        names[pairing.owner_id] = pairing.owner.name
    arrows = [(pairing.reviewer_id, pairing.owner_id) for pairing in pairings]
    return draw_ring(names.items(), arrows, user.pk, size=176)


def hero_for(user, now):
    """What one's pools need, of leads; without a pool and a running cycle, what the last one left.

    The hero of a running cycle shows the reviews too, so it comes from `reviews`.
    """
    week = week_of(user, now)
    hero = lead_hero(user, now)
    if hero or week.first is not None:
        return hero
    closed = [pairing for pairing in week.closed if pairing.reviewer_id == user.pk]
    names = join_words([pairing.owner.first_name for pairing in closed])
    context = {
        "next_draws": next_draws_for(user, now),
        "closed": closed,
        "names": names,
        "is_manager": is_manager(user, today_in(user.time_zone, now)),
    }
    return Hero("pairing/_hero_no_cycle.html", context, is_fallback=not closed)


def cards_for(user, now):
    """How far the running cycle is, when the next draw comes, and whether to sit it out."""
    week = week_of(user, now)
    draws = next_draws_for(user, now)
    cards = []
    if week.first is not None:
        context = {"cycle": week.first.draw.cycle, "progress": progress_of(cycle_of_week(week))}
        cards.append(Card("pairing/_cycle_card.html", context, order=10))
    if draws:
        cards.append(Card("pairing/_next_draws_card.html", {"next_draws": draws}, order=20))
        absences = absences_from(user, today_in(user.time_zone, now))
        weeks = {"weeks": list_busy_weeks(user, draws, absences)}
        cards.append(Card("pairing/_busy_weeks_my_week.html", weeks, order=30))
    return cards


@shared_query
def next_draws_for(user, now) -> list[NextDraw]:
    """When each pool of the person is drawn next."""
    ahead = Cycle.objects.drawn().filter(pool=OuterRef("pool"), ends_on__gt=earliest_today(now))
    drawn = ArraySubquery(ahead.order_by().values("monday"))
    places = PoolMembership.objects.filter(user=user, last_day__isnull=True).annotate(drawn=drawn)
    places = places.select_related("pool").only(*READ_OF_PLACE).order_by("pk")
    return [next_draw(place.pool, now, set(place.drawn)) for place in places]


def happenings_for(user, now):
    """What happened this week to the pairings that My week shows."""
    week = week_of(user, now)
    events = [*_drawn(week)]
    for pairing in [*week.given, *week.received, *week.closed]:
        page = _page(pairing.draw.cycle)
        events += [(at, icon, text, page) for at, icon, text in _sentences(pairing, user)]
    since = happenings_since(now)
    return [Happening(*event) for event in events if event[0] and event[0] >= since]


def _drawn(week):
    cycles = {pairing.draw.cycle_id: pairing.draw for pairing in [*week.given, *week.received]}
    for draw in cycles.values():
        mine = [pairing.owner.first_name for pairing in week.given if pairing.draw_id == draw.pk]
        theirs = [
            pairing.reviewer.first_name for pairing in week.received if pairing.draw_id == draw.pk
        ]
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
        yours = f"Your review of {pairing.owner.first_name} was skipped"
        theirs = f"{pairing.reviewer.first_name} does not review you this cycle"
        yield pairing.ended_at, "circle-minus", yours if is_mine else theirs
    elif pairing.state == PairingState.MISSED:
        owner = pairing.owner.first_name
        yours = f"The cycle of {monday} ended before you sent your review of {owner}"
        yield (
            pairing.ended_at,
            "calendar",
            yours if is_mine else f"You were not reviewed in the cycle of {monday}",
        )
    elif pairing.state == PairingState.ASSIGNED and not is_mine:
        yield (
            pairing.started_at,
            "pencil-line",
            f"{pairing.reviewer.first_name} started a review of you",
        )


def _page(cycle):
    return reverse("draw", args=[cycle.pool.slug, cycle.monday])
