"""A draw as one JSON record, and its verification."""

import json
from typing import Any

from pairing.engine.draw import Drawing, draw
from pairing.engine.inputs import Inputs

COMPARED = ("algorithm", "inputs_digest", "commitment", "pairs", "sits_out", "tiers", "options")


def record(inputs: Inputs, drawing: Drawing) -> dict[str, Any]:
    """What `differences` and `python -m pairing.engine verify` take: result, seed and inputs."""
    return {
        "algorithm": drawing.algorithm,
        "seed": drawing.seed,
        "commitment": drawing.commitment,
        "inputs": json.loads(inputs.canonical()),
        "inputs_digest": drawing.inputs_digest,
        "options": drawing.options,
        "pairs": [
            {"reviewer": p.reviewer, "owner": p.owner, "code": p.code} for p in drawing.pairs
        ],
        "sits_out": [{"person": person, "code": code} for person, code in drawing.sits_out],
        "tiers": drawing.tiers,
    }


def differences(stored: dict[str, Any]) -> list[str]:
    """How a stored record differs from what its seed and inputs give; empty if it does not.

    Raises ValueError if the record is not one of a draw.
    """
    try:
        inputs = Inputs.parse(stored["inputs"])
        again = record(inputs, draw(inputs, stored["seed"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is not the record of a draw: {error!r}") from error
    lines = []
    for key in COMPARED:
        if _plain(stored.get(key)) != _plain(again[key]):
            lines += _list_differences(key, stored.get(key), again[key])
    return lines


def _list_differences(key: str, stored: Any, again: Any) -> list[str]:
    if not isinstance(stored, list):
        return [f"{key}: stored {stored}, recomputed {again}"]
    old = [_plain(one) for one in stored]
    new = [_plain(one) for one in again]
    gone = [f"{key}: {one} is stored but not drawn" for one in old if one not in new]
    missing = [f"{key}: {one} is drawn but not stored" for one in new if one not in old]
    return gone + missing or [f"{key}: stored in another order or number"]


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
