"""The draw: who reviews whom in a cycle. Pure Python, no Django, nothing to install.

    from pairing.engine import Inputs, draw
    drawing = draw(Inputs(cycle="2026-11-16", present=(1, 2, 3)), seed="00ff")

A draw is a minimum-cost perfect matching of the people present with each other: `inputs` freezes
what goes in, `tiers` turns it into a cost table, `solver` finds every optimum, `choose` picks one
at random, `explain` says why, `verify` recomputes.
"""

from pairing.engine.draw import MOST_PEOPLE, Drawing, draw
from pairing.engine.explain import Pair
from pairing.engine.inputs import ALGORITHM, Inputs
from pairing.engine.reasons import retell, split_reason, why, why_sits_out
from pairing.engine.repair import Repair, repair
from pairing.engine.rng import commitment_of, salt_digest
from pairing.engine.verify import differences, record

__all__ = [
    "ALGORITHM",
    "MOST_PEOPLE",
    "Drawing",
    "Inputs",
    "Pair",
    "Repair",
    "commitment_of",
    "differences",
    "draw",
    "record",
    "repair",
    "retell",
    "salt_digest",
    "split_reason",
    "why",
    "why_sits_out",
]
