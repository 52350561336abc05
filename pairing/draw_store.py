"""The rows of a draw, and how one pairing replaces another. Called inside actions."""

from core.transitions import move
from notifications.actions import settle
from pairing import engine
from pairing.models import Draw, Pairing
from pairing.notices import ReviewerAway
from pairing.queries import pair_reason
from pairing.signals import pairing_ended
from pairing.states import PairingState


def store_draw(cycle, inputs, drawing, people, *, by, now, sealed_at=None, reason=""):
    """Store the result of a draw from `inputs`, so that anyone can recompute it; returns the
    `Draw`.
    """
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
    """The live pairings of a draw, locked until the caller commits. Call `lock_running_cycle`
    first.
    """
    rows = draw.pairings.live().select_for_update(of=["self"])
    return list(rows.select_related("reviewer", "owner").order_by("pk"))


def replace_pairing(pairing, *, by, now):
    """Take a pairing back; a draft for it stays readable to its author.

    Raises `StaleState` when the pairing is over.
    """
    move(pairing, to=PairingState.REPLACED, ended_at=now)
    settle([ReviewerAway.kind], pairing, now=now)
    pairing_ended.send(sender=Pairing, pairing=pairing, by=by, now=now)
