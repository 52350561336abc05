"""What the pages of draws read."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Max, Prefetch, Q

from core.weeks import is_cycle_monday, next_cycle, today_in
from pairing import engine
from pairing.models import Cycle, Draw, Pairing
from pairing.queries.explanations import given_up, sitting_out_reason
from pairing.queries.requests import open_requests
from pairing.queries.verification import find_differences
from pairing.ring import draw_ring
from pairing.states import CycleState, PairingState

RING = 320
RECOMPUTED_UP_TO = 60  # people; a larger draw is recomputed when somebody asks
HORIZON = timedelta(weeks=104)  # how far ahead a cycle has a page


def listed(user, slug=""):
    """The draws a person may see, of one pool or of all, newest cycle first, each with how far it is."""
    draws = Draw.objects.filter(cycle__in=Cycle.objects.visible_to(user))
    if slug:
        draws = draws.filter(cycle__pool__slug=slug)
    sent = Count("pairings", filter=Q(pairings__state=PairingState.DONE))
    live = Count("pairings", filter=~Q(pairings__state=PairingState.REPLACED))
    draws = draws.exclude(
        cycle__draws__attempt__gt=F("attempt")
    )  # earlier attempts are on the page of the newest
    draws = draws.select_related("cycle__pool").annotate(live=live, sent=sent)
    return draws.order_by("-cycle__monday", "cycle__pool__name", "-attempt")


def list_attempts(pool, monday):
    """Every draw of a cycle with its pairings, the first attempt first; nothing where it is not drawn."""
    pairs = Prefetch(
        "pairings",
        Pairing.objects.select_related("reviewer", "owner").order_by("reviewer__name", "pk"),
    )
    draws = Draw.objects.filter(cycle__pool=pool, cycle__monday=monday).select_related(
        "cycle__pool", "drawn_by"
    )
    return list(draws.prefetch_related(pairs).order_by("attempt"))


def find_draw(pool, monday, attempt=""):
    """An attempt (a number as text) at a cycle, or the newest one; None where there is none."""
    draws = list_attempts(pool, monday)
    if not attempt:
        return draws[-1] if draws else None
    return next((draw for draw in draws if str(draw.attempt) == attempt), None)


def is_open(pool, monday, now):
    """Whether a cycle that is not drawn has a page: it runs, or is to come within two years."""
    today = today_in(pool.zone, now)
    if monday > today + HORIZON or not is_cycle_monday(pool.rhythm, monday):
        return False
    return next_cycle(pool.rhythm, monday) > today


def draw_page(draws, draw, user, *, can_manage, now, recompute=False):
    """Everything about one of the attempts `draws`. `can_manage`: the reader may see why others sit out."""
    every = list(draw.pairings.all())
    newest = draws[-1]
    is_old = draw.attempt < newest.attempt
    pairings = every if is_old else [one for one in every if one.state != PairingState.REPLACED]
    outside = sitting_out(draw, user, can_manage=can_manage)
    present = len(draw.inputs["present"])
    known = recompute or present <= RECOMPUTED_UP_TO
    page = {
        "draw": draw,
        "draws": draws,
        "newest": newest,
        "is_old": is_old,
        "cycle": draw.cycle,
        "pairings": pairings,
        "counts": counts(pairings),
        "replaced": [] if is_old else [one for one in every if one.state == PairingState.REPLACED],
        "outside": outside,
        "present": present,
        "members": present + len(draw.inputs["away"]),
        "ring": ring(pairings, [one["person"] for one in outside], user),
        "differences": find_differences(draw) if known else None,
        "is_known": known,
        "given_up": given_up(draw.tiers),
        "salt_digest": engine.salt_digest(draw.salt),
    }
    is_running = not is_old and draw.cycle.state == CycleState.DRAWN
    return page | (
        {"may_change": can_manage} | open_requests(draw, pairings, user, now) if is_running else {}
    )


def counts(pairings):
    """How many are in each state, in the order of life: [("sent", 6), ("started", 4)...]."""
    found = Counter(pairing.progress for pairing in pairings)
    words = {pairing.progress: pairing.progress_word for pairing in pairings}
    order = ("sent", "started", "to_start", "skipped", "missed", "replaced")
    return [(words[state].lower(), found[state]) for state in order if found[state]]


def sitting_out(draw, user, *, can_manage):
    """Who neither gives nor receives. The reason is for themself and for those who run the pool."""
    codes = draw.outside
    people = get_user_model().objects.filter(pk__in=codes).order_by("name", "pk")
    return [
        {
            "person": person,
            "why": sitting_out_reason(codes[person.pk], person)
            if can_manage or person == user
            else "Sits out this cycle.",
        }
        for person in people
    ]


def names_outside(draw):
    """The names alone of those who neither give nor receive, for everybody to read."""
    people = get_user_model().objects.filter(pk__in=draw.outside)
    return list(people.order_by("name", "pk").values_list("name", flat=True))


def ring(pairings, absent, user):
    people = {one.pk: one.name for pairing in pairings for one in (pairing.reviewer, pairing.owner)}
    people |= {one.pk: one.name for one in absent}
    arcs = [(pairing.reviewer_id, pairing.owner_id) for pairing in pairings]
    return draw_ring(people.items(), arcs, user.pk, absent={one.pk for one in absent}, size=RING)


def last_drawn_at():
    """The moment of the newest draw of any pool; None before the first."""
    return Draw.objects.aggregate(at=Max("drawn_at"))["at"]
