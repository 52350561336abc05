"""Locks for actions that two people may call at once."""

from core.errors import StaleState
from pairing.models import Cycle
from pairing.states import CycleState


def lock_running_cycle(cycle):
    """Keep `cycle` open until the caller commits, so that nothing is left waiting in a closed
    cycle.

    Call it before locking pairings, in the same order as closing does. Raises `StaleState` once the
    cycle is closed.
    """
    held = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    if held.state == CycleState.CLOSED:
        raise StaleState("The cycle of this review has ended.", cycle)
