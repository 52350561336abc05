"""Looks for seeds that draw what the personas of the sign-in page promise, before anything is drawn.

The draws themselves are the product's own: only their seeds are chosen, so every draw of the demo verifies.
"""

from dataclasses import replace

from casereview.demo.chance import stream
from casereview.demo.mending import bent
from pairing.engine import draw

FIRST_MEETING = 1  # the cycle in which Hana drew Ana for the first time, so that the present one reads "2nd time"
FIXED = 6  # the cycles that stay as they are when the later ones are tried again
RESTARTS, TRIES, LATER_TRIES = 120, 60, 15


def find_seeds(frozen, people, seed):
    """A seed for each of `frozen`, the inputs of the cycles without their history, the present one last."""
    wishes, spared = wishes_of(people, len(frozen)), spared_of(people)
    opening = follow(frozen[:FIXED], wishes[:FIXED], (), spared, seed, 0)
    for restart in range(RESTARTS):
        rest = follow(frozen[FIXED:], wishes[FIXED:], opening, spared, seed, restart)
        if rest and rest[-1][2]:
            break
    return [one for one, _, _ in (*opening, *rest)]


def spared_of(people):
    """Whose meetings the personas' stories hang on."""
    return {people[login].pk for login in ("hana.kim", "ana.duarte")}


def wishes_of(people, count):
    """For each cycle (pairs that must be drawn, pairs that must not).

    The cycle before a meeting of the two must not have the reverse, which the engine does not send straight back.
    """
    hana, ana, lars = (people[login].pk for login in ("hana.kim", "ana.duarte", "lars.nygard"))
    wishes = [(set(), {(hana, ana)}) for _ in range(count)]
    wishes[FIRST_MEETING - 1][1].add((ana, hana))
    wishes[-2][1].add((ana, hana))
    wishes[FIRST_MEETING] = ({(hana, ana)}, set())
    wishes[-1] = ({(hana, ana)}, {(lars, hana), (ana, lars)})
    return wishes


def follow(frozen, wishes, before, spared, seed, restart):
    """One cycle after the other: [(seed, (Monday, pairs), whether the wishes came true)]."""
    found = []
    for inputs, wish in zip(frozen, wishes, strict=True):
        history = tuple(met for _, met, _ in (*before, *found))
        number = len(before) + len(found)
        chance = stream(seed, "draw", number, restart)
        secret, pairs, came_true = one_seed(
            with_history(inputs, history), wish, chance, LATER_TRIES if before else TRIES
        )
        found.append((secret, (inputs.cycle, bent(number, pairs, inputs, spared)), came_true))
    return tuple(found)


def with_history(inputs, history):
    """The inputs as they will be: with the earlier pairs among those who are present."""
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
