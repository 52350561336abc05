"""What the pages of draws read."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from core.ring import draw_ring
from core.weeks import is_cycle_monday, next_cycle, today_in
from pairing import engine
from pairing.models import Cycle, Draw
from pairing.queries.sentences import given_up, reason_to_sit_out
from pairing.queries.verification import found_differences
from pairing.states import PairingState

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
    draws = draws.select_related("cycle__pool").annotate(live=live, sent=sent)
    return draws.order_by("-cycle__monday", "cycle__pool__name", "-attempt")


def draw_of(pool, monday):
    """The latest draw of a cycle, or None."""
    draws = Draw.objects.filter(cycle__pool=pool, cycle__monday=monday)
    return draws.select_related("cycle__pool", "drawn_by").order_by("-attempt").first()


def is_open(pool, monday, now):
    """Whether a cycle that is not drawn has a page: it runs, or is to come within two years."""
    today = today_in(pool.zone, now)
    if monday > today + HORIZON or not is_cycle_monday(pool.rhythm, monday):
        return False
    return next_cycle(pool.rhythm, monday) > today


def draw_page(draw, user, *, runs, recompute=False):
    """Everything about one draw. `runs`: the reader may see the reasons for which others sit out."""
    pairings = list(draw.pairings.live().select_related("reviewer", "owner").order_by("reviewer__name", "pk"))
    outside = sitting_out(draw, user, runs=runs)
    present = len(draw.inputs["present"])
    known = recompute or present <= RECOMPUTED_UP_TO
    return {
        "draw": draw,
        "cycle": draw.cycle,
        "pairings": pairings,
        "counts": counts(pairings),
        "outside": outside,
        "present": present,
        "members": present + len(draw.inputs["away"]),
        "ring": ring(pairings, [one["person"] for one in outside], user),
        "differences": found_differences(draw) if known else None,
        "is_known": known,
        "given_up": given_up(draw.tiers),
        "salt_digest": engine.salt_digest(draw.salt),
    }


def counts(pairings):
    """How many are in each state, in the order of life: [("sent", 6), ("started", 4)...]."""
    found = Counter(pairing.progress for pairing in pairings)
    words = {pairing.progress: pairing.progress_word for pairing in pairings}
    order = ("sent", "started", "to_start", "skipped", "missed")
    return [(words[state].lower(), found[state]) for state in order if found[state]]


def sitting_out(draw, user, *, runs):
    """Who neither gives nor receives. The reason is for themself and for those who run the pool."""
    codes = {entry["person"]: entry["code"] for entry in draw.sits_out}
    people = get_user_model().objects.filter(pk__in=codes).order_by("name", "pk")
    return [
        {
            "person": person,
            "why": reason_to_sit_out(codes[person.pk], person) if runs or person == user else "Sits out this cycle.",
        }
        for person in people
    ]


def ring(pairings, absent, user):
    people = {one.pk: one.name for pairing in pairings for one in (pairing.reviewer, pairing.owner)}
    people |= {one.pk: one.name for one in absent}
    arcs = [(pairing.reviewer_id, pairing.owner_id) for pairing in pairings]
    return draw_ring(people.items(), arcs, user.pk, absent={one.pk for one in absent}, size=RING)
