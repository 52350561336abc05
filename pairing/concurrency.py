"""What is held so that two people at once get one outcome."""

from core.errors import StaleState
from pairing.models import Cycle
from pairing.states import CycleState


def lock_running_cycle(cycle):
    """Keep `cycle` from being closed until the caller commits: nothing may begin to wait in a cycle that is over.

    Take it before the rows of its pairings, as closing does. Raises `StaleState` once the cycle is closed.
    """
    held = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    if held.state == CycleState.CLOSED:
        raise StaleState("The cycle of this review has ended.", cycle)
