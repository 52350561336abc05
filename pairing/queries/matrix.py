"""Who has been paired with whom in a pool, never a total for one person.

It shows what was drawn and points out nothing that was not: an empty cell is blank, and nothing
counts or names the pairs without a draw, because a rule may keep one of them apart (ADR 0017).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from core.person_display import label_people
from core.weeks import today_in
from pairing.engine.tiers import WINDOW
from pairing.models import Pairing
from pairing.queries.catch_up import list_catch_up
from pairing.states import PairingState

WIDE = 20  # people; larger pools open with one person's meetings, and the table is a link away
DEEPEST = 4  # the darkest tint: met four times or more
TIMES = ("", "once", "twice", "three times", "four times or more")
NO_REVIEW = ", no review"
WITHOUT_REVIEW = {PairingState.SKIPPED, PairingState.MISSED}


@dataclass(slots=True)
class Cell:
    """How often one person was drawn to review another.

    `days` are (Monday, whether no review came of it), newest first. The rest is text for the page:
    `marks` (the tint by count, "now", "self"), `often`, `last`, and `voice`, the lines of the
    tooltip and of screen readers. `voice` is empty for the person themselves and in large tables.
    """

    days: list[tuple[date, bool]]
    marks: str
    often: str
    last: str
    voice: list[str]

    @property
    def is_now(self):
        return "now" in self.marks


def matrix_page(pool, user, now, *, can_manage, person="", former=False, whole=False):
    """The context of the page.

    `person` (an id as text) is whose meetings the list shows, if they are in the table. `former`
    adds people who left. `whole` shows the table of a large pool.
    """
    today = today_in(pool.zone, now)
    present, gone = people_of(pool, today)
    met = meetings(pool, today)
    members = [*present.values()]
    people = [*members, *gone.values()] if former else members
    is_wide = len(people) > WIDE
    running = pool.cycles.drawn().covering(today).values_list("monday", flat=True).first()
    cell_of = _cells(met, running, today, with_voice=not is_wide)
    rows = []
    if whole or not is_wide:
        rows = [(giver, [cell_of(giver, receiver) for receiver in people]) for giver in people]
    deepest = max((min(len(days), DEEPEST) for days in met.values()), default=0)
    chosen = _choose(people, person, user)
    return {
        "people": people,
        "labels": label_people(people).items(),
        "former": gone.values(),
        "with_former": former,
        "is_wide": is_wide,
        "rows": rows,
        "chosen": chosen,
        "lines": [
            (other, cell_of(chosen, other), cell_of(other, chosen))
            for other in people
            if other != chosen
        ],
        "drawn": sorted({day for days in met.values() for day, _ in days}),
        "running": running,
        "levels": range(1, 1 + deepest),
        "times": ", ".join(TIMES[1 : deepest + 1]),
        "catch_up": list_catch_up(pool, members, met, now, user=user, can_manage=can_manage),
    }


def people_of(pool, today):
    """Who is in the pool and who left, each as {id: person} by name."""
    places = pool.memberships.select_related("user").order_by("user__name", "user_id")
    present = {}
    everybody = {}
    for place in places:
        everybody[place.user_id] = place.user
        if place.user.is_active and (place.last_day is None or place.last_day >= today):
            present[place.user_id] = place.user
    return present, {pk: person for pk, person in everybody.items() if pk not in present}


def meetings(pool, today):
    """{(reviewer, owner): [(Monday, whether no review came of it)]}, newest first.

    As far back as draws look.
    """
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


def _choose(people, person, user):
    """The person whose meetings the list shows: the requested one, else you, else the first."""
    asked_for = next((candidate for candidate in people if str(candidate.pk) == person), None)
    if asked_for or user in people:
        return asked_for or user
    return people[0] if people else None


def _cells(met, running, today, *, with_voice):
    """A function that makes the cell of a reviewer and an owner."""

    @cache
    def short(day):
        return f"{day.day} {day:%b}"

    @cache
    def spelled(day):
        return _spell(day, today)

    def voice(giver, receiver, days):
        """How often, when, and the other direction; without draws only who the two are."""
        lines = []
        if days:
            lines.append(f"{giver.first_name} drew {receiver.first_name} {_times(len(days))}")
            lines.append("; ".join(spelled(day) + NO_REVIEW * without for day, without in days))
        back = len(met.get((receiver.pk, giver.pk), ()))
        if back:
            lines.append(f"{receiver.first_name} drew {giver.first_name} {_times(back)}")
        return lines or [f"{giver.first_name} and {receiver.first_name}"]

    def cell_of(giver, receiver):
        days = met.get((giver.pk, receiver.pk), ())
        if giver == receiver:
            return Cell(days, "self", "", "", [])
        lines = voice(giver, receiver, days) if with_voice else []
        if not days:
            return Cell(days, "0", "", "", lines)
        level = min(len(days), DEEPEST)
        newest = days[0][0]
        marks = f"{level} now" if newest == running else str(level)
        return Cell(days, marks, str(len(days)), short(newest), lines)

    return cell_of


def _times(number):
    return TIMES[number] if number < DEEPEST else f"{number} times"


def _spell(day, today):
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"
