"""Somebody falls ill after the draw, so that a pair needs a decision by its leads."""

from datetime import timedelta

from pairing.demo.outcomes import ANA, HANA, login
from people.actions import add_absence

NOTICED = timedelta(minutes=50)  # before now
LAST_DAY = timedelta(days=6)  # the Sunday of the cycle


def break_pairing(outcomes, days):
    """Send away one reviewer who has started, but none of the personas' pairs."""
    for outcome in outcomes:
        pairing = outcome.pairing
        is_waiting = outcome.started_at and not outcome.ended_at
        if is_waiting and login(pairing.reviewer) != ANA and login(pairing.owner) != HANA:
            add_absence(
                pairing.reviewer,
                first_day=days.today,
                last_day=days.monday + LAST_DAY,
                by=pairing.reviewer,
                now=days.now - NOTICED,
            )
            return
