from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, StaleState
from core.transitions import move
from notifications.actions import queue, settle
from pairing.concurrency import lock_running_cycle
from pairing.models import Pairing
from pairing.notices import ReviewerAway, Skipped
from pairing.rules import can_manage_pool, can_skip
from pairing.signals import pairing_ended
from pairing.states import PairingState


@transaction.atomic
def mark_started(pairing, *, by, now):
    """Record that the reviewer started, and lock the row until the caller commits.

    Starting again changes nothing. Raises `StaleState` when the pairing is over (done, skipped,
    missed or replaced).
    """
    locked = Pairing.objects.select_for_update(of=["self"]).get(pk=pairing.pk)
    if locked.state != PairingState.ASSIGNED:
        raise StaleState(f"This pairing has ended: {locked.get_state_display().lower()}.", pairing)
    if locked.started_at is None:
        Pairing.objects.filter(pk=pairing.pk).update(started_at=now)
        record("pairing started", pairing, by=by, now=now)


@transaction.atomic
def mark_unstarted(pairing, *, by, now):
    """The reviewer discarded their draft: the pairing waits again."""
    Pairing.objects.filter(pk=pairing.pk, state=PairingState.ASSIGNED).update(started_at=None)
    record("pairing unstarted", pairing, by=by, now=now)


@transaction.atomic
def mark_done(pairing, *, by, now):
    """The review was sent. Raises `StaleState` if the pairing has ended."""
    move(pairing, to=PairingState.DONE, ended_at=now)
    record("pairing done", pairing, by=by, now=now)


@transaction.atomic
def mark_reopened(pairing, *, by, now):
    """The reviewer recalled the review before anyone had read it.

    Raises `StaleState` unless it was done, and once its cycle is over, where it would wait
    forever.
    """
    lock_running_cycle(pairing.draw.cycle)
    move(pairing, to=PairingState.ASSIGNED, ended_at=None)
    record("pairing reopened", pairing, by=by, now=now)


@transaction.atomic
def skip_pairing(pairing, *, reason, by, now):
    """End a pairing without a review. The two and the leads read `reason`, one sentence.

    Raises `NotAllowed` for anyone but the reviewer and the leads, `StaleState` when it is over
    already.
    """
    if pairing.state != PairingState.ASSIGNED:
        raise StaleState(f"This pairing has ended: {pairing.get_state_display().lower()}.", pairing)
    if not can_skip(by, pairing):
        raise NotAllowed("Only the reviewer and the leads of the pool can skip this review.")
    _skip(pairing, reason=reason, by=by, now=now)
    queue(Skipped(pairing, by=by), now=now)


@transaction.atomic
def leave_pairing(pairing, *, by, now):
    """Leave a pairing as it is although its reviewer is away, and stop asking the leads.

    Raises `NotAllowed` for anyone but leads and coordinators, `StaleState` when it is over, or left
    already.
    """
    if not can_manage_pool(by, pairing.draw.cycle.pool):
        raise NotAllowed("Only the leads of this pool and coordinators can decide this.")
    waiting = Pairing.objects.filter(pk=pairing.pk, state=PairingState.ASSIGNED, left_at=None)
    if not waiting.update(left_at=now):
        raise StaleState("This pair has changed, or was left as it is already.", pairing)
    settle([ReviewerAway.kind], pairing, now=now)
    record("pairing left as it is", pairing, by=by, now=now)


@transaction.atomic
def skip_pairings_of(user, *, by, now):
    """`user` left: end what they would still have given or received."""
    waiting = Pairing.objects.of(user).filter(state=PairingState.ASSIGNED)
    for pairing in waiting.select_for_update(of=["self"]).order_by("pk"):
        _skip(pairing, reason=f"{user.first_name} is no longer here", by=by, now=now)
        queue(Skipped(pairing, by=user), now=now)


def _skip(pairing, *, reason, by, now):
    move(pairing, to=PairingState.SKIPPED, reason=reason, ended_at=now)
    settle([ReviewerAway.kind], pairing, now=now)
    record("pairing skipped", pairing, by=by, now=now)
    pairing_ended.send(sender=Pairing, pairing=pairing, by=by, now=now)
