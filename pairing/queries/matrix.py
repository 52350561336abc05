"""Who has met whom in a pool: everything the matrix shows. Meetings only, and never a sum for a person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from core.weeks import today_in
from pairing.engine.tiers import WINDOW
from pairing.models import Pairing
from pairing.queries.catch_up import list_catch_up
from pairing.states import PairingState

WIDE = (
    20  # with more people the page opens with one person's meetings, and the table is a link away
)
DEEPEST = 4  # the darkest tint: met four times or more
TIMES = ("never", "once", "twice", "three times", "four times or more")
WITHOUT_REVIEW = {PairingState.SKIPPED, PairingState.MISSED}


@dataclass(slots=True)
class Cell:
    """How often one person drew another. `days` are Mondays, the last first, each with whether no review came of it.

    The rest is what the page writes, as texts, because a page may have ten thousand cells: `marks` (tint by count, now,
    self), `often`, `last`, and `voice`, the lines that are read aloud.
    """

    days: list[tuple[date, bool]]
    marks: str
    often: str
    last: str
    voice: list[str]


def matrix_page(pool, user, now, *, can_manage, person="", former=False, whole=False):
    """The context of the page. `person` (an id as text) is whose meetings the list shows, if they are in the table."""
    today = today_in(pool.zone, now)
    present, gone = people_of(pool, today)
    met = meetings(pool, today)
    here = [*present.values()]
    shown = [*present.values(), *gone.values()] if former else [*present.values()]
    is_wide = len(shown) > WIDE
    drawn = sorted({day for days in met.values() for day, _ in days})
    running = pool.cycles.drawn().covering(today).values_list("monday", flat=True).first()
    cell_of = _cells(met, running, today, with_words=not is_wide)
    chosen = next(
        (one for one in shown if str(one.pk) == person),
        user if user in shown else next(iter(shown), None),
    )
    never = sum((a.pk, b.pk) not in met for a in here for b in here if a != b)
    return {
        "people": shown,
        "former": gone.values(),
        "with_former": former,
        "is_wide": is_wide,
        "rows": [(giver, [cell_of(giver, one) for one in shown]) for giver in shown]
        if whole or not is_wide
        else [],
        "chosen": chosen,
        "lines": [
            (one, cell_of(chosen, one), cell_of(one, chosen)) for one in shown if one != chosen
        ],
        "drawn": drawn,
        "running": running,
        "never": never,
        "pairs": len(here) * (len(here) - 1),
        "levels": range(1, 1 + max((min(len(days), DEEPEST) for days in met.values()), default=0)),
        "times": TIMES,
        "catch_up": list_catch_up(pool, here, met, now, user=user, can_manage=can_manage),
    }


def people_of(pool, today):
    """Who is in the pool and who has been, each as {id: person} by name."""
    places = pool.memberships.select_related("user").order_by("user__name", "user_id")
    present = {}
    everybody = {}
    for place in places:
        everybody[place.user_id] = place.user
        if place.user.is_active and (place.last_day is None or place.last_day >= today):
            present[place.user_id] = place.user
    return present, {pk: person for pk, person in everybody.items() if pk not in present}


def meetings(pool, today):
    """{(reviewer, owner): [(Monday, whether no review came of it)]}, the last first, as far back as draws look."""
    pairings = Pairing.objects.live().filter(
        draw__cycle__pool=pool, draw__cycle__monday__gte=today - WINDOW
    )
    met = defaultdict(list)
    rows = pairings.order_by("-draw__cycle__monday")
    for day, reviewer, owner, state in rows.values_list(
        "draw__cycle__monday", "reviewer_id", "owner_id", "state"
    ):
        met[reviewer, owner].append((day, state in WITHOUT_REVIEW))
    return dict(met)


def _cells(met, running, today, *, with_words):
    briefly = cache(lambda day: f"{day.day} {day:%b}")

    def cell_of(giver, receiver):
        days = met.get((giver.pk, receiver.pk), ())
        if giver == receiver:
            return Cell(days, "self", "", "", [])
        if not days:
            return Cell(
                days, "0", "", "", _voice(giver, receiver, days, met, today) if with_words else []
            )
        marks = f"{min(len(days), DEEPEST)}{' now' if days[0][0] == running else ''}"
        voice = _voice(giver, receiver, days, met, today) if with_words else []
        return Cell(days, marks, str(len(days)), briefly(days[0][0]), voice)

    return cell_of


def _voice(giver, receiver, days, met, today):
    """What a cell says when it is pointed at or read aloud: how often, when, and the other direction."""
    told = [_spelled(day, today) + (", no review" if without else "") for day, without in days]
    back = len(met.get((receiver.pk, giver.pk), ()))
    there = f"{giver.first_name} drew {receiver.first_name} {_times(len(days))}"
    return [
        line
        for line in (
            there,
            "; ".join(told),
            f"{receiver.first_name} drew {giver.first_name} {_times(back)}",
        )
        if line
    ]


def _times(number):
    return TIMES[number] if number < DEEPEST else f"{number} times"


def _spelled(day, today):
    return f"{day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")
