"""A cycle that is not drawn yet, and a rehearsal of its draw."""

from dataclasses import dataclass

from core.text import count_of
from core.weeks import next_cycle
from core.workdays import due_at
from pairing import engine
from pairing.queries.busy_weeks import find_busy_week
from pairing.queries.draws import RING_SIZE
from pairing.queries.explanations import (
    describe_compromises,
    draw_obstacle,
    pair_reason,
    sitting_out_reason,
)
from pairing.queries.inputs import freeze_inputs, members, membership_day, rounds_for, sitting_out
from pairing.queries.next_draws import announced_at, draws_itself
from pairing.ring import draw_ring
from pairing.seeds import new_salt, new_seed

REHEARSED_AT_ONCE = 200  # people; a larger draw takes seconds, and its page says so first


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: int | str
    note: str


def upcoming_page(pool, monday, now, user, *, can_manage):
    """Who would be in the draw, when it happens, and what prevents it.

    `can_manage`: the reader may see why others sit out. For other readers the rules are not even
    queried.
    """
    day = membership_day(pool, monday, now)
    people = members(pool, day)
    out = sitting_out(pool, monday, people)
    at = announced_at(pool, monday)
    present = [one for one in people if one not in out]
    page = {
        "monday": monday,
        "at": at,
        "waits_for_moment": at > now,
        "waits_for_lead": at <= now and not draws_itself(pool, monday),
        "due_at": due_at(monday, next_cycle(pool.rhythm, monday), pool.zone, pool.country),
        "people": people,
        "present": [people[one] for one in present],
        "outside": [
            (people[one], _why(code, people[one], user, can_manage)) for one, code in out.items()
        ],
        "rounds": rounds_for(pool, len(present)),
        "nobody": draw_obstacle(present, people),
        "not_signed_in": [people[one] for one in present if not people[one].has_joined],
    }
    return page | (
        _inputs(pool, monday, people, out, day)
        if can_manage
        else _weeks(pool, monday, people, user)
    )


def _inputs(pool, monday, people, out, day):
    """What freezes for a draw, for those who run the pool."""
    inputs = freeze_inputs(pool, monday, people, out, day=day, salt=new_salt())
    arcs = [*inputs.hard, *(arc for _, arcs in inputs.soft for arc in arcs)]
    return {
        "inputs": inputs,
        "earlier": len(inputs.history),
        "avoided": len({frozenset(arc) for arc in arcs}),
        "is_large": len(inputs.present) > REHEARSED_AT_ONCE,
    }


def _weeks(pool, monday, people, user):
    """Their own busy week; people who run the pool see it on My week."""
    return {"weeks": [find_busy_week(pool, monday, user)] if user.pk in people else []}


def rehearsal(page):
    """A possible result for the cycle of an `upcoming_page`, from a throwaway seed."""
    inputs = page["inputs"]
    people = page["people"]
    drawing = engine.draw(inputs, new_seed())
    rows = [
        {
            "reviewer": people[pair.reviewer],
            "owner": people[pair.owner],
            "why": engine.split_reason(pair_reason(pair, inputs, people)),
        }
        for pair in drawing.pairs
    ]
    rows.sort(key=lambda row: row["reviewer"].name)
    arcs = [(pair.reviewer, pair.owner) for pair in drawing.pairs]
    names = [(pk, person.name) for pk, person in people.items()]
    absent = {person for person, _ in drawing.sits_out}
    return {
        "figures": figures(page, drawing),
        "rows": rows,
        "totals": totals(drawing.tiers),
        "compromises": describe_compromises(drawing.tiers, with_rules=True),
        "blocked": [people[person] for person, code in drawing.sits_out if code == "blocked"],
        "ring": draw_ring(names, arcs, absent=absent, size=RING_SIZE),
    }


def figures(page, drawing):
    """The four figures of a rehearsal, each with what it means."""
    absent = len(page["outside"])
    tiers = drawing.tiers
    away = "nobody sits out"
    if absent:
        away = count_of(absent, "sits out", "sit out")
    options = "many" if drawing.options is None else f"{drawing.options:,}"
    return [
        Figure("Present", f"{len(page['present'])} of {len(page['people'])}", away),
        Figure("Repeats too soon", tiers["too_soon"], _about_spacing(drawing)),
        Figure("Reciprocal pairs", tiers["reciprocal"], _about_reciprocal(drawing)),
        Figure("Equally good draws", options, _about_options(drawing)),
    ]


def _about_spacing(drawing):
    if drawing.tiers["too_soon"]:
        return "no other draw is possible"
    if not drawing.spacing:
        return "too few people to space pairs out"
    return f"no pair of the last {'draw' if drawing.spacing == 1 else f'{drawing.spacing} draws'}"


def _about_reciprocal(drawing):
    if not drawing.tiers["reciprocal"]:
        return "none is needed"
    return "no draw has fewer" if drawing.proven else "no draw with fewer was found"


def _about_options(drawing):
    if drawing.options is None:
        return "more than can be counted"
    return "no other is as good" if drawing.options == 1 else "the seed picks one"


def totals(tiers):
    """The compromises of a draw by tier, most costly first, for those who run the pool."""
    soft = sum(total for name, total in tiers.items() if name.startswith("soft:"))
    return [
        ("No partner available", tiers.get("sits_out", 0)),
        ("Pairs rather not drawn", soft),
        ("Pairs that meet too soon", tiers.get("too_soon", 0)),
        ("Earlier draws of these pairs", tiers.get("rotation", 0)),
        ("Pairs that review each other", tiers.get("reciprocal", 0)),
        ("Reviews that go straight back", tiers.get("reverse", 0)),
    ]


def _why(code, person, user, can_manage):
    return (
        f"{sitting_out_reason(code, person)}."
        if can_manage or person == user
        else "Sits out this draw."
    )
