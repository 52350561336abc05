"""Who has catching up to do, and when the draws will have evened it out: they put the rarest pairs
first.
"""

from dataclasses import dataclass
from datetime import date
from statistics import median

from core.text import join_words
from core.weeks import next_cycle, today_in

MANY = 6  # a longer list of names says less than their number


@dataclass(frozen=True, slots=True)
class CatchUp:
    person: object
    why: str  # for them and for leads; others see who joined when, or "Behind"
    what: str
    level_by: date


def list_catch_up(pool, people, met, now, *, user, can_manage):
    """The `people` who miss more than usual for a reason (they joined later, or sat out), by name.

    `met` is {(reviewer, owner): [(Monday, ...)...]}. Usual is the median, so that nobody is named
    in the first rotation, where everyone has colleagues to meet.
    """
    drawn = sorted({day for days in met.values() for day, _ in days})
    if len(people) < 3 or not drawn:
        return []
    taken = _taken(met)
    level = max(1, max(len(taken.get(one.pk, ())) for one in people) // (len(people) - 1))
    gaps = {one: _gaps(one, people, met, level) for one in people}
    usual = median(max(map(len, gap)) for gap in gaps.values())
    joined = dict(
        pool.memberships.filter(last_day__isnull=True).values_list("user_id", "first_day")
    )
    rows = []
    listed = set()
    for one in sorted(people, key=lambda one: -max(map(len, gaps[one]))):
        why = _why(
            joined.get(one.pk), drawn, taken.get(one.pk, ()), shows=can_manage or one == user
        )
        given, received = gaps[one]
        longest = max(len(given), len(received))
        if (
            why and longest > usual and {*given, *received} - listed
        ):  # else a colleague's row says it already
            listed.add(one)
            rows.append(
                CatchUp(one, why, _what(given, received, level), _level_by(pool, longest, now))
            )
    return sorted(rows, key=lambda row: row.person.name)


def _taken(met):
    """The draws that each person took part in, as {id: {Mondays}}."""
    taken = {}
    for (reviewer, _), days in met.items():
        taken.setdefault(reviewer, set()).update(day for day, _ in days)
    return taken


def _gaps(person, people, met, level):
    """The colleagues a person has reviewed, and was reviewed by, less often than possible."""
    others = [one for one in people if one != person]
    given = [one for one in others if len(met.get((person.pk, one.pk), ())) < level]
    return given, [one for one in others if len(met.get((one.pk, person.pk), ())) < level]


def _why(joined, drawn, taken, *, shows):
    if joined and joined > drawn[0]:
        return f"Joined {joined.day} {joined:%B}"
    missed = sum(day not in taken for day in drawn)
    if not missed:
        return ""
    return f"Sat out {missed} of {len(drawn)} draws" if shows else "Behind"


def _what(given, received, level):
    if level == 1:
        parts = [
            given and f"to review {_names(given)}",
            received and f"to be reviewed by {_names(received)}",
        ]
        return f"Has yet {', and '.join(filter(None, parts))}."
    often = "twice" if level == 2 else f"{level} times"
    return (
        f"Not yet {often} with {_names(dict.fromkeys([*given, *received]))}: these pairs go first."
    )


def _names(people):
    names = [one.first_name for one in people]
    return f"{len(names)} colleagues" if len(names) > MANY else join_words(names)


def _level_by(pool, draws, now):
    """The Monday of the draw that fills the last gap, if each of the next ones fills one."""
    monday = today_in(pool.zone, now)
    for _ in range(draws):
        monday = next_cycle(pool.rhythm, monday)
    return monday
