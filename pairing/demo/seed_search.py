"""Searches for seeds whose draws give the personas what the sign-in page promises.

Only the seeds are chosen; the engine draws as usual, so every draw of the demo verifies.
"""

from dataclasses import replace

from core.demo.rng import stream
from pairing.demo.changes import bent
from pairing.engine import draw

# The cycle in which Hana first drew Ana, so that the current one says "2nd time".
FIRST_MEETING = 1
FIXED = 6  # the cycles that stay as they are when the later ones are tried again
RESTARTS = 120
TRIES = 60
LATER_TRIES = 15


def find_seeds(frozen, people, seed):
    """A seed for each of `frozen`: the cycles' inputs without history, the current one last."""
    wishes = wishes_of(people, len(frozen))
    spared = spared_of(people)
    opening = follow(frozen[:FIXED], wishes[:FIXED], (), spared, seed, 0)
    for restart in range(RESTARTS):
        rest = follow(frozen[FIXED:], wishes[FIXED:], opening, spared, seed, restart)
        if rest and rest[-1][2]:
            break
    return [one for one, _, _ in (*opening, *rest)]


def spared_of(people):
    """People whose meetings the personas' stories depend on."""
    return {people[login].pk for login in ("hana.kim", "ana.duarte")}


def wishes_of(people, count):
    """For each cycle: (pairs that must be drawn, pairs that must not).

    The cycle before the two meet must not have the reverse pair: the engine avoids returning it.
    """
    hana, ana, lars = (people[login].pk for login in ("hana.kim", "ana.duarte", "lars.nygard"))
    wishes = [(set(), {(hana, ana)}) for _ in range(count)]
    wishes[FIRST_MEETING - 1][1].add((ana, hana))
    wishes[-2][1].add((ana, hana))
    wishes[FIRST_MEETING] = ({(hana, ana)}, set())
    wishes[-1] = ({(hana, ana)}, {(lars, hana), (ana, lars)})
    return wishes


def follow(frozen, wishes, before, spared, seed, restart):
    """Each cycle in turn as (seed, (Monday, pairs), whether the wishes came true)."""
    cycles = []
    for inputs, wish in zip(frozen, wishes, strict=True):
        history = tuple(met for _, met, _ in (*before, *cycles))
        number = len(before) + len(cycles)
        chance = stream(seed, "draw", number, restart)
        secret, pairs, came_true = one_seed(
            with_history(inputs, history), wish, chance, LATER_TRIES if before else TRIES
        )
        cycles.append((secret, (inputs.cycle, bent(number, pairs, inputs, spared)), came_true))
    return tuple(cycles)


def with_history(inputs, history):
    """The final inputs: with earlier pairs of the people who are present."""
    here = set(inputs.present)
    kept = tuple((day, tuple(arc for arc in arcs if here.issuperset(arc))) for day, arcs in history)
    return replace(inputs, history=kept)


def one_seed(inputs, wish, chance, tries):
    must, must_not = wish
    for _ in range(tries):
        secret = f"{chance.getrandbits(256):064x}"
        drawing = draw(inputs, secret)
        pairs = tuple((pair.reviewer, pair.owner) for pair in drawing.pairs)
        came_true = must.issubset(pairs) and not must_not.intersection(pairs)
        if came_true or drawing.options == 1:
            break
    return secret, pairs, came_true
