"""Sweeps every few minutes: draw cycles that are due, close cycles that have ended.

The states of the cycles decide what is due. A pool that fails does not stop the others.
"""

from core.sweeps import run_sweep
from pairing.actions import close_cycle, draw_cycle
from pairing.queries import due_draws, ended_cycles
from people.models import User


def draw_due_cycles(*, now):
    """Draw every pool that is due; returns how many were drawn."""
    system = User.objects.system()
    return run_sweep(
        "pairing.draw_due_cycles",
        lambda: due_draws(now),
        lambda due: draw_cycle(*due, by=system, now=now),
    )


def close_ended_cycles(*, now):
    """Close every cycle whose next Monday has come; returns how many were closed."""
    system = User.objects.system()

    def close(cycle):
        close_cycle(cycle, by=system, now=now)
        return True

    return run_sweep("pairing.close_ended_cycles", lambda: ended_cycles(now), close)
