"""What beat asks for every few minutes: draw what is due and not drawn, close what has ended.

Each sweep may run twice at once or after a long downtime: a lock lets one through, and the cycles' own states decide.
One pool that fails is logged and leaves the others their draw.
"""

import logging

from core.errors import Refused, StaleState
from core.locks import try_advisory_lock
from pairing.actions import close_cycle, draw_cycle
from pairing.queries.next_draws import due_draws, ended_cycles
from people.models import User

log = logging.getLogger(__name__)


def draw_due_cycles(*, now):
    """Draw every pool whose moment has come; returns how many were drawn."""
    system = User.objects.system()
    return _sweep(
        "pairing.draw_due_cycles", due_draws(now), lambda due: draw_cycle(*due, by=system, now=now)
    )


def close_ended_cycles(*, now):
    """Close every cycle whose next Monday has come; returns how many were closed."""
    system = User.objects.system()
    return _sweep(
        "pairing.close_ended_cycles",
        ended_cycles(now),
        lambda cycle: close_cycle(cycle, by=system, now=now),
    )


def _sweep(name, rows, act):
    with try_advisory_lock(name) as mine:
        return sum(_done(act, row) for row in rows) if mine else 0


def _done(act, row):
    try:
        act(row)
    except (Refused, StaleState) as error:
        log.info("%s: %s", row, error.sentence)
        return False
    except Exception:
        log.exception("%s: failed", row)
        return False
    return True
