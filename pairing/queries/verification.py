"""Stored draws as records of the engine, and their verification."""

from pairing.engine import differences
from pairing.states import Origin


def build_record(draw):
    """The JSON from which anyone can verify a draw with `python -m pairing.engine verify`.

    It holds the salt. It contains all drawn rows, replaced or not: swaps and
    covers never change what was drawn.
    """
    drawn = [pairing for pairing in draw.pairings.all() if pairing.origin == Origin.DRAWN]
    drawn.sort(key=lambda pairing: (pairing.reviewer_id, pairing.pk))
    return {
        "algorithm": draw.algorithm,
        "seed": draw.seed,
        "commitment": draw.commitment,
        "inputs": draw.inputs,
        "inputs_digest": draw.inputs_digest,
        "options": None if draw.options is None else int(draw.options),
        "pairs": [{"reviewer": p.reviewer_id, "owner": p.owner_id, "code": p.code} for p in drawn],
        "sits_out": draw.sits_out,
        "tiers": draw.tiers,
    }


def find_differences(draw):
    """How a recomputation differs, as sentences, including inputs that cannot be read."""
    try:
        return differences(build_record(draw))
    except ValueError as error:
        return [str(error)]
