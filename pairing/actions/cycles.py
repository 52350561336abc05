from django.db import transaction

from audit.actions import record, record_all
from core.errors import Refused
from core.moves import move
from core.weeks import today_in
from pairing.models import Pairing
from pairing.signals import pairing_ended
from pairing.states import CycleState, PairingState


@transaction.atomic
def close_cycle(cycle, *, by, now):
    """End a cycle once the next one's Monday has come: what still waits is missed, and nothing is carried over.

    Raises `Refused` before that Monday (in the pool's zone), `StaleState` when it is closed already.
    """
    if today_in(cycle.pool.zone, now) < cycle.ends_on:
        raise Refused("This cycle still runs: it closes by itself when the next one begins.")
    move(cycle, to=CycleState.CLOSED)
    waiting = Pairing.objects.filter(draw__cycle=cycle, state=PairingState.ASSIGNED)
    missed = list(waiting.select_for_update(of=["self"]).order_by("pk"))
    for pairing in missed:
        move(pairing, to=PairingState.MISSED, ended_at=now)
        pairing_ended.send(sender=Pairing, pairing=pairing, by=by, now=now)
    record_all("pairing missed", [(pairing, {}) for pairing in missed], by=by, now=now)
    record("cycle closed", cycle, by=by, now=now, missed=len(missed))
