from django.db import transaction

from audit.actions import record, record_all
from core.errors import Refused
from core.transitions import move
from core.weeks import today_in
from pairing.actions.requests import expire_requests
from pairing.models import Cycle, Pairing
from pairing.signals import pairings_missed
from pairing.states import CycleState, PairingState


@transaction.atomic
def close_cycle(cycle, *, by, now):
    """End a cycle once the Monday of the next one has come. Waiting pairings become missed.

    Nothing is carried over. Raises `Refused` before that Monday (in the pool's zone) and
    `StaleState` when the cycle is closed already.
    """
    if today_in(cycle.pool.zone, now) < cycle.ends_on:
        raise Refused(
            "This cycle is still running. It closes automatically when the next one begins."
        )
    move(cycle, to=CycleState.CLOSED)
    missed = _miss_waiting(cycle, now=now)
    expire_requests(cycle, by=by, now=now)
    record_all("pairing missed", [(pairing, {}) for pairing in missed], by=by, now=now)
    record("cycle closed", cycle, by=by, now=now, missed=len(missed))
    pairings_missed.send(sender=Cycle, cycle=cycle, pairings=missed, by=by, now=now)


def _miss_waiting(cycle, *, now):
    """Lock all waiting pairings, then update them together, so that a large pool needs no more
    statements than a small one.
    """
    waiting = Pairing.objects.filter(draw__cycle=cycle, state=PairingState.ASSIGNED)
    missed = list(waiting.select_for_update(of=["self"]).order_by("pk"))
    Pairing.objects.filter(pk__in=[pairing.pk for pairing in missed]).update(
        state=PairingState.MISSED, ended_at=now
    )
    return list(Pairing.objects.filter(pk__in=[pairing.pk for pairing in missed]).order_by("pk"))
