"""Inputs to draw from, and the slow but plainly right answers to compare with."""

from datetime import date, timedelta
from itertools import permutations

from hypothesis import settings
from hypothesis import strategies as st

from pairing.engine import Inputs
from pairing.engine.tiers import CostModel

FIRST = date(2026, 1, 5)
SEED = "5eed"
few = settings(max_examples=30)  # for the larger pools, which take milliseconds a draw
seeds = st.binary(min_size=1, max_size=32).map(bytes.hex)


def monday(number: int) -> str:
    return (FIRST + timedelta(weeks=number)).isoformat()


@st.composite
def worlds(draw, most=6, least=0, hard=True, soft=True):
    """Inputs with a hostile history: any arcs may have been drawn any number of times."""
    people = range(draw(st.integers(least, most)))
    arcs = [(a, b) for a in people for b in people if a != b]
    some = st.lists(st.sampled_from(arcs), unique=True, max_size=len(arcs)) if arcs else st.just([])
    past = draw(st.lists(some, max_size=6))
    return Inputs(
        cycle=monday(len(past)),
        present=tuple(people),
        hard=tuple(draw(some)) if hard else (),
        soft=(("team", tuple(draw(some))), ("zone", tuple(draw(some)))) if soft else (),
        history=tuple((monday(at), tuple(each)) for at, each in enumerate(past)),
        salt="00ff",
    )


def allowed(model: CostModel):
    """Every draw the hard rules allow, sitting out included."""
    for columns in permutations(range(len(model.people))):
        if not model.forbidden.intersection(enumerate(columns)):
            yield list(columns)


def optimal(model: CostModel) -> list[list[int]]:
    """Every draw that gives up as little as possible in the order of the tiers."""
    every = [(tuple(model.totals(columns).values()), columns) for columns in allowed(model)]
    least = min(totals for totals, _ in every)
    return [columns for totals, columns in every if totals == least]


def is_uniform(counts: list[int]) -> bool:
    """Chi-square against equal shares at p = 1e-4 (Wilson-Hilferty)."""
    expected = sum(counts) / len(counts)
    freedom = len(counts) - 1
    found = sum((count - expected) ** 2 / expected for count in counts)
    spread = 2 / (9 * freedom)
    return found < freedom * (1 - spread + 3.719 * spread**0.5) ** 3
