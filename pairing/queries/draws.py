"""Queries for the pages of draws."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Max, Prefetch, Q

from core.weeks import is_cycle_monday, next_cycle, today_in
from pairing import engine
from pairing.models import Cycle, Draw, Pairing
from pairing.queries.attention import absences_on_draw
from pairing.queries.explanations import describe_compromises, describe_options, sitting_out_reason
from pairing.queries.requests import open_requests
from pairing.queries.verification import find_differences
from pairing.ring import draw_ring
from pairing.rules import is_waiting
from pairing.states import CycleState, PairingState

RING_SIZE = 320
RECOMPUTED_UP_TO = 60  # people; a larger draw is recomputed when somebody asks
HORIZON = timedelta(days=366)  # how far ahead a cycle has a page and can be drawn
READ_OF_PERSON = ("name", "email", "is_active")
PROGRESS = ("sent", "started", "to_start", "skipped", "missed", "replaced")  # in order of life


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pairing as one reader sees its row."""

    pairing: Pairing
    why: str
    why_more: str
    skip_reason: str  # for the two and those who manage the pool
    is_own: bool
    can_skip: bool
    can_swap: bool


def list_draws(user, slug=""):
    """The draws a person may see, of one pool or of all, newest cycle first, with their progress.

    Earlier attempts are on the page of the newest one.
    """
    draws = Draw.objects.filter(cycle__in=Cycle.objects.visible_to(user))
    if slug:
        draws = draws.filter(cycle__pool__slug=slug)
    sent = Count("pairings", filter=Q(pairings__state=PairingState.DONE))
    live = Count("pairings", filter=~Q(pairings__state=PairingState.REPLACED))
    draws = draws.exclude(cycle__draws__attempt__gt=F("attempt"))
    draws = draws.select_related("cycle__pool").defer("inputs").annotate(live=live, sent=sent)
    return draws.order_by("-cycle__monday", "cycle__pool__name", "-attempt")


def list_attempts(pool, monday):
    """Every draw of a cycle with its pairings, first attempt first; empty before the draw.

    Everyone in them is fetched once; `draw.people` includes those who sit out.
    """
    attempts = _attempts_with(Pairing.objects.all(), pool, monday)
    people = _people_in(attempts) if attempts else {}
    for draw in attempts:
        draw.people = people
        draw.drawn_by = people[draw.drawn_by_id]
        for pairing in draw.pairings.all():
            pairing.reviewer = people[pairing.reviewer_id]
            pairing.owner = people[pairing.owner_id]
    return attempts


def _attempts_with(pairings, pool, monday):
    draws = Draw.objects.filter(cycle__pool=pool, cycle__monday=monday)
    draws = draws.select_related("cycle").order_by("attempt")
    pairings = pairings.order_by("reviewer__name", "pk")
    attempts = list(draws.prefetch_related(Prefetch("pairings", pairings)))
    for draw in attempts:
        draw.cycle.pool = pool
    return attempts


def _people_in(draws):
    """{id: person} of all who are paired or sit out in `draws`, by name."""
    ids = set()
    for draw in draws:
        ids.add(draw.drawn_by_id)
        ids.update(draw.outside)
        for pairing in draw.pairings.all():
            ids.update((pairing.reviewer_id, pairing.owner_id))
    people = get_user_model().objects.filter(pk__in=ids).only(*READ_OF_PERSON)
    return {person.pk: person for person in people.order_by("name", "pk")}


def find_draw(pool, monday, attempt=""):
    """An attempt (a number as text) at a cycle, or the newest one; None where there is none."""
    pairings = Pairing.objects.select_related("reviewer", "owner")
    return choose_attempt(_attempts_with(pairings, pool, monday), attempt)


def choose_attempt(draws, attempt):
    """The one of `draws` with that number (as text), or the newest; None where there is none."""
    if not attempt:
        return draws[-1] if draws else None
    return next((draw for draw in draws if str(draw.attempt) == attempt), None)


def find_distance_obstacle(pool, monday, now):
    """Why a cycle so far ahead has no page and no draw, in a sentence; "" within a year.

    Ask before any arithmetic on `monday`: it may be the last day that a `date` can hold.
    """
    last = today_in(pool.zone, now) + HORIZON
    if monday <= last:
        return ""
    return f"Cycles can be drawn up to a year ahead, until {last.day} {last:%B %Y}."


def is_open(pool, monday, now):
    """Whether a cycle that is not drawn has a page: it runs, or begins within a year."""
    today = today_in(pool.zone, now)
    if monday > today + HORIZON or not is_cycle_monday(pool.rhythm, monday):
        return False
    return next_cycle(pool.rhythm, monday) > today


def draw_page(draws, draw, user, *, can_manage, now, recompute=False):
    """Everything about one of the attempts `draws`.

    `can_manage`: the reader may see why others sit out. `recompute`: also a large draw.
    """
    newest = draws[-1]
    is_old = draw.attempt < newest.attempt
    is_running = not is_old and draw.cycle.state == CycleState.DRAWN
    pairings = list(draw.pairings.all())
    replaced = []
    if not is_old:
        replaced = [pairing for pairing in pairings if pairing.state == PairingState.REPLACED]
        pairings = [pairing for pairing in pairings if pairing.state != PairingState.REPLACED]
    outside = sitting_out(draw, user, can_manage=can_manage)
    present = len(draw.inputs["present"])
    is_known = recompute or present <= RECOMPUTED_UP_TO
    page = {
        "draw": draw,
        "draws": draws,
        "newest": newest,
        "is_old": is_old,
        "cycle": draw.cycle,
        "pairings": pairings,
        "rows": [pair_row(pairing, user, can_manage, is_running) for pairing in pairings],
        "counts": describe_progress(pairings),
        "replaced": replaced,
        "without_reviewer": find_without_reviewer(pairings, replaced, outside),
        "outside": outside,
        "present": present,
        "members": present + len(draw.inputs["away"]),
        "ring": ring_of(pairings, [row["person"] for row in outside], user),
        "differences": find_differences(draw) if is_known else None,
        "is_known": is_known,
        "chosen_among": describe_options(draw.options, is_exact=can_manage),
        "compromises": describe_compromises(draw.tiers, with_rules=can_manage),
        "salt_digest": engine.salt_digest(draw.salt),
    }
    if is_running:
        page |= running_parts(draw, pairings, user, can_manage=can_manage, now=now)
    return page


def find_without_reviewer(pairings, replaced, outside):
    """The owners of removed pairs who are still in the draw but no longer have a reviewer."""
    covered = {pairing.owner_id for pairing in pairings} | {row["person"].pk for row in outside}
    return [pairing.owner for pairing in replaced if pairing.owner_id not in covered]


def running_parts(draw, pairings, user, *, can_manage, now):
    """What the page of a running cycle adds: who is away, and requests between colleagues."""
    parts = absences_on_draw(pairings, user, can_manage=can_manage, now=now)
    broken = {row.pairing.pk for row in parts["waits_for_away"]}
    requests = open_requests(draw, pairings, user, now, broken=broken)
    return {"may_change": can_manage} | parts | requests


def pair_row(pairing, user, can_manage, is_running):
    why, why_more = engine.split_reason(pairing.why)
    is_reviewer = pairing.reviewer_id == user.pk
    is_own = is_reviewer or pairing.owner_id == user.pk
    return PairRow(
        pairing,
        why=why,
        why_more=why_more,
        skip_reason=pairing.reason if can_manage or is_own else "",
        is_own=is_own,
        can_skip=pairing.state == PairingState.ASSIGNED and (can_manage or is_reviewer),
        can_swap=is_running and is_reviewer and is_waiting(pairing),
    )


def describe_progress(pairings):
    """How many pairings are in each state: "6 sent · 4 started"."""
    counts = Counter(pairing.progress for pairing in pairings)
    words = {pairing.progress: pairing.progress_word.lower() for pairing in pairings}
    return " · ".join(
        f"{counts[progress]} {words[progress]}" for progress in PROGRESS if counts[progress]
    )


def sitting_out(draw, user, *, can_manage):
    """Who neither gives nor receives a review. Only they and those who manage the pool read why.

    `draw` as `list_attempts` fetches it.
    """
    codes = draw.outside
    rows = []
    for person in draw.people.values():
        if person.pk not in codes:
            continue
        reason = "Sits out this cycle."
        if can_manage or person == user:
            reason = sitting_out_reason(codes[person.pk], person)
        rows.append({"person": person, "why": reason})
    return rows


def names_outside(draw):
    """The names of those who sit out, without reasons, for everyone."""
    people = get_user_model().objects.filter(pk__in=draw.outside)
    return list(people.order_by("name", "pk").values_list("name", flat=True))


def ring_of(pairings, absent, user):
    names = {
        person.pk: person.name
        for pairing in pairings
        for person in (pairing.reviewer, pairing.owner)
    }
    names |= {person.pk: person.name for person in absent}
    arcs = [(pairing.reviewer_id, pairing.owner_id) for pairing in pairings]
    absent_ids = {person.pk for person in absent}
    return draw_ring(names.items(), arcs, user.pk, absent=absent_ids, size=RING_SIZE)


def last_drawn_at():
    """When the newest draw of any pool was made; None before the first."""
    return Draw.objects.aggregate(at=Max("drawn_at"))["at"]
