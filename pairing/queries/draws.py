"""What the pages of draws read."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from core.ring import draw_ring
from core.weeks import is_cycle_monday, next_cycle, today_in
from core.workdays import due_at
from pairing import engine
from pairing.models import Cycle, Draw
from pairing.queries.due import announced_at, draws_itself
from pairing.queries.inputs import inputs_for
from pairing.queries.sentences import given_up, nobody_to_pair, reason_of, reason_to_sit_out
from pairing.queries.verification import found_differences
from pairing.seeds import new_salt, new_seed
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


def upcoming_page(pool, monday, now):
    """A cycle that is not drawn: who would be in it, when it draws itself, and what stands in the way."""
    inputs, people = inputs_for(pool, monday, salt=new_salt(), now=now)
    ends_on = next_cycle(pool.rhythm, monday)
    at = announced_at(pool, monday)
    return {
        "monday": monday,
        "at": at,
        "waits_for_moment": at > now,
        "waits_for_lead": at <= now and not draws_itself(pool, monday),
        "due_at": due_at(monday, ends_on, pool.zone, pool.country),
        "present": [people[one] for one in inputs.present],
        "absent": [people[one] for one, _ in inputs.away],
        "earlier": len(inputs.history),
        "oldest": inputs.history and min(day for day, _ in inputs.history),
        "nobody": nobody_to_pair(inputs, people) if len(inputs.present) < 2 else "",
        "inputs": inputs,
        "people": people,
    }


def rehearsal(page):
    """How the cycle of an `upcoming_page` could come out, from a throw-away seed. Nothing is kept."""
    inputs, people = page["inputs"], page["people"]
    drawing = engine.draw(inputs, new_seed())
    rows = [
        {
            "reviewer": people[pair.reviewer],
            "owner": people[pair.owner],
            "why": engine.split_reason(reason_of(pair, inputs, people)),
        }
        for pair in drawing.pairs
    ]
    rows.sort(key=lambda row: row["reviewer"].name)
    arcs = [(pair.reviewer, pair.owner) for pair in drawing.pairs]
    names = [(pk, person.name) for pk, person in people.items()]
    absent = {person for person, _ in drawing.sits_out}
    return {"drawing": drawing, "rows": rows, "ring": draw_ring(names, arcs, absent=absent, size=RING)}
