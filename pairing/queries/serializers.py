"""A draw as the commands print it: people by e-mail address, keys that scripts rely on."""

from django.contrib.auth import get_user_model

from core.errors import Refused
from pairing import engine
from pairing.queries.draws import find_distance_obstacle, is_open
from pairing.queries.explanations import draw_obstacle, pair_reason, sitting_out_reason
from pairing.queries.inputs import build_inputs
from pairing.seeds import new_salt, new_seed
from pairing.states import Origin


def serialize_draw(draw):
    """A stored draw, its drawn pairs replaced or not."""
    pairings = draw.pairings.filter(origin=Origin.DRAWN).order_by("reviewer_id", "pk")
    people = get_user_model().objects.in_bulk([entry["person"] for entry in draw.sits_out])
    facts = {
        "draw_id": draw.pk,
        "attempt": draw.attempt,
        "options": None if draw.options is None else int(draw.options),
        "pairs": [
            _pair(p.reviewer, p.owner, p.code, p.why)
            for p in pairings.select_related("reviewer", "owner")
        ],
        "sits_out": [
            _out(people[one["person"]], one["code"])
            for one in draw.sits_out
            if one["person"] in people
        ],
    }
    return _printed(draw, draw.cycle.pool, draw.cycle.monday, facts)


def serialize_rehearsal(pool, monday, *, now):
    """An unsaved draw. Raises `Refused` if there is no such upcoming cycle, or too many people."""
    if obstacle := find_distance_obstacle(pool, monday, now):
        raise Refused(obstacle)
    if not is_open(pool, monday, now):
        raise Refused(f"No current or future cycle of {pool} begins on {monday:%Y-%m-%d}.")
    inputs, people = build_inputs(pool, monday, salt=new_salt(), now=now)
    if len(inputs.present) > engine.MOST_PEOPLE:
        raise Refused(draw_obstacle(inputs.present, people))
    drawing = engine.draw(inputs, new_seed())
    facts = {
        "draw_id": None,
        "attempt": inputs.attempt,
        "options": drawing.options,
        "pairs": [
            _pair(people[p.reviewer], people[p.owner], p.code, pair_reason(p, inputs, people))
            for p in drawing.pairs
        ],
        "sits_out": [_out(people[person], code) for person, code in drawing.sits_out],
    }
    return _printed(drawing, pool, monday, facts)


def _printed(draw, pool, monday, facts):
    return facts | {
        "pool": pool.slug,
        "monday": monday.isoformat(),
        "algorithm": draw.algorithm,
        "seed": draw.seed,
        "commitment": draw.commitment,
        "inputs_digest": draw.inputs_digest,
        "tiers": draw.tiers,
    }


def _out(person, code):
    return {"person": person.email, "why": sitting_out_reason(code, person)}


def _pair(reviewer, owner, code, why):
    return {"reviewer": reviewer.email, "owner": owner.email, "code": code, "why": why}
