"""The rows of a draw, and how one pairing gives way to another. Called by actions, within their transaction."""

from core.transitions import move
from pairing import engine
from pairing.models import Draw, Pairing
from pairing.queries.explanations import pair_reason
from pairing.signals import pairing_ended
from pairing.states import PairingState


def store_draw(cycle, inputs, drawing, people, *, by, now, sealed_at=None, reason=""):
    """Keep what chance made of `inputs`, so that anybody can recompute it; returns the `Draw`."""
    stored = engine.record(inputs, drawing)
    draw = Draw.objects.create(
        cycle=cycle,
        attempt=inputs.attempt,
        drawn_at=now,
        drawn_by=by,
        sealed_at=sealed_at,
        salt=inputs.salt,
        how=drawing.how,
        reason=reason,
        **{name: value for name, value in stored.items() if name != "pairs"},
    )
    Pairing.objects.bulk_create(
        Pairing(
            draw=draw,
            reviewer_id=pair.reviewer,
            owner_id=pair.owner,
            code=pair.code,
            why=pair_reason(pair, inputs, people),
        )
        for pair in drawing.pairs
    )
    return draw


def lock_pairings(draw):
    """The live pairings of a draw, as they are now and until the caller commits. Take it after `hold_running`."""
    rows = draw.pairings.live().select_for_update(of=["self"])
    return list(rows.select_related("reviewer", "owner").order_by("pk"))


def replace_pairing(pairing, *, by, now):
    """Take a pairing back. Who wrote a draft for it keeps it to read. Raises `StaleState` when it is over."""
    move(pairing, to=PairingState.REPLACED, ended_at=now)
    pairing_ended.send(sender=Pairing, pairing=pairing, by=by, now=now)
