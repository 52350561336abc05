"""The starting point of redraws and repairs: who is in the cycle, and which pairs stay."""

from pairing.queries.inputs import freeze_inputs, members, membership_day, sitting_out

DROPPED_OUT = "out"


def people_of_cycle(draw, now):
    """The people of the cycle as {id: person}, and those who sit out as {id: class of the reason}.

    Somebody who dropped out of the draw stays out, and somebody who came back is in, whatever the
    calendar says.
    """
    pool = draw.cycle.pool
    monday = draw.cycle.monday
    people = members(pool, membership_day(pool, monday, now))
    out = sitting_out(pool, monday, people) | {
        one: DROPPED_OUT for one in draw.out if one in people
    }
    return people, {one: why for one, why in out.items() if one not in draw.back}


def build_redraw_inputs(draw, kept, *, salt, now):
    """The frozen inputs of the next attempt beside the pairings `kept`, and its people as {id:
    person}.
    """
    pool = draw.cycle.pool
    monday = draw.cycle.monday
    people, out = people_of_cycle(draw, now)
    day = membership_day(pool, monday, now)
    fixed = [(pairing.reviewer_id, pairing.owner_id) for pairing in kept]
    attempt = draw.attempt + 1
    inputs = freeze_inputs(
        pool, monday, people, out, day=day, salt=salt, attempt=attempt, fixed=fixed
    )
    people_kept = {one.pk: one for pairing in kept for one in (pairing.reviewer, pairing.owner)}
    return inputs, people_kept | people
