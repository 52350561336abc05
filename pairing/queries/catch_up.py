"""Who took part in fewer draws than others, and when the next draws will have made up for it.

It counts draws, not colleagues: naming those that somebody has not met would point out the pairs
that a rule keeps apart (ADR 0017).
"""

from dataclasses import dataclass
from datetime import date
from statistics import median

from core.weeks import next_cycle, today_in


@dataclass(frozen=True, slots=True)
class CatchUp:
    person: object
    why: str  # for them and for leads; others see who joined when, or "Behind"
    what: str
    level_by: date


def list_catch_up(pool, people, met, now, *, user, can_manage):
    """The `people` who have more than usual to catch up on, by name.

    `met` is {(reviewer, owner): [(Monday, ...)...]}. Usual is the median, so that nobody is named
    in the first rotation, where everyone has colleagues to meet.
    """
    drawn = sorted({day for days in met.values() for day, _ in days})
    if len(people) < 3 or not drawn:
        return []
    taken = _taken(met)
    gaps = _gaps(people, taken)
    usual = median(gaps.values())
    joined = dict(
        pool.memberships.filter(last_day__isnull=True).values_list("user_id", "first_day")
    )
    rows = []
    for person in people:
        reason = _why(
            joined.get(person.pk),
            drawn,
            taken.get(person.pk, ()),
            shows=can_manage or person == user,
        )
        if reason and gaps[person] > usual:
            what = f"The next draws prefer colleagues that {person.first_name} has met least."
            rows.append(CatchUp(person, reason, what, _level_by(pool, gaps[person], now)))
    return sorted(rows, key=lambda row: row.person.name)


def _taken(met):
    """The draws that each person took part in, as {id: {Mondays}}."""
    taken = {}
    for (reviewer, _), days in met.items():
        taken.setdefault(reviewer, set()).update(day for day, _ in days)
    return taken


def _gaps(people, taken):
    """How many draws each of `people` is away from having met all the others as often as possible.

    The person with the most draws sets the number of rotations.
    """
    colleagues = len(people) - 1
    counts = {person: len(taken.get(person.pk, ())) for person in people}
    rotations = max(1, max(counts.values()) // colleagues)
    return {person: max(0, rotations * colleagues - count) for person, count in counts.items()}


def _why(joined, drawn, taken, *, shows):
    if joined and joined > drawn[0]:
        return f"Joined {joined.day} {joined:%B}"
    missed = sum(day not in taken for day in drawn)
    if not missed:
        return ""
    return f"Sat out {missed} of {len(drawn)} draws" if shows else "Behind"


def _level_by(pool, draws, now):
    """The Monday of the draw that fills the last gap, if each of the next ones fills one."""
    monday = today_in(pool.zone, now)
    for _ in range(draws):
        monday = next_cycle(pool.rhythm, monday)
    return monday
