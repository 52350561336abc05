"""The random choice of a case, and its verification. Pure.

The frozen inputs list the ids of the eligible cases; the seed picks one of them. Anyone with both
can recompute the choice. Excluded cases are not part of the inputs, so they stay unknown.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pairing.engine.rng import Rng

ALGORITHM = "monthly-case/v1"


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """The result of a draw: the id of the case, and the digest of the frozen inputs."""

    case: int
    inputs_digest: str


def build_inputs(month: str, engineer: int, attempt: int, source: str, eligible) -> dict[str, Any]:
    """The frozen inputs: `month` as "2026-11", ids, and where the `eligible` cases come from.

    `attempt` is 1, and one more for each redraw.
    """
    return {
        "month": month,
        "engineer": engineer,
        "attempt": attempt,
        "source": source,
        "eligible": sorted(set(eligible)),
    }


def digest_of(inputs: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of `inputs`, in hex."""
    return sha256(canonical_json(inputs).encode()).hexdigest()


def canonical_json(inputs: dict[str, Any]) -> str:
    """`inputs` as one line of JSON with sorted keys and no spaces."""
    return json.dumps(inputs, sort_keys=True, separators=(",", ":"))


def draw_case(inputs: dict[str, Any], seed: str) -> DrawnCase:
    """Draw one of the eligible cases, each with the same chance.

    `seed` is hex. Raises ValueError if no case is eligible.
    """
    eligible = inputs["eligible"]
    if not eligible:
        raise ValueError("no case is eligible")
    digest = digest_of(inputs)
    index = Rng(ALGORITHM, seed, digest).below(len(eligible)) if len(eligible) > 1 else 0
    return DrawnCase(eligible[index], digest)


def find_differences(stored: dict[str, Any]) -> list[str]:
    """How a stored draw differs from what its seed and inputs give, as sentences.

    `stored` has "algorithm", "seed", "inputs", "inputs_digest" and "case". Empty if nothing
    differs. Raises ValueError if it is not the record of a draw.
    """
    try:
        drawn = draw_case(stored["inputs"], stored["seed"])
        compared = [
            ("algorithm", stored["algorithm"], ALGORITHM),
            ("digest of the inputs", stored["inputs_digest"], drawn.inputs_digest),
            ("case", stored["case"], drawn.case),
        ]
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is not the record of a draw: {error!r}") from error
    return [
        f"The {name} is stored as {was}, but it should be {should_be}."
        for name, was, should_be in compared
        if was != should_be
    ]
