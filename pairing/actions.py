from django.db import transaction

from audit.actions import record
from core.errors import StaleState
from core.moves import move
from pairing.models import Pairing
from pairing.states import PairingState


@transaction.atomic
def mark_started(pairing, *, by, now):
    """Note that the reviewer began, and hold the row until the caller commits; a second beginning changes nothing.

    Raises `StaleState` when the pairing is over (done, skipped, missed or replaced).
    """
    locked = Pairing.objects.select_for_update(of=["self"]).get(pk=pairing.pk)
    if locked.state != PairingState.ASSIGNED:
        raise StaleState(f"This pairing is over: {locked.get_state_display().lower()}.", pairing)
    if locked.started_at is None:
        Pairing.objects.filter(pk=pairing.pk).update(started_at=now)
        record("review started", pairing, by=by, now=now)


@transaction.atomic
def mark_unstarted(pairing, *, by, now):
    """The reviewer laid their draft aside: the pairing waits again."""
    Pairing.objects.filter(pk=pairing.pk, state=PairingState.ASSIGNED).update(started_at=None)
    record("draft laid aside", pairing, by=by, now=now)


@transaction.atomic
def mark_done(pairing, *, by, now):
    """The review was sent. Raises `StaleState` when the pairing ended meanwhile."""
    move(pairing, to=PairingState.DONE, ended_at=now)
    record("review sent", pairing, by=by, now=now)
