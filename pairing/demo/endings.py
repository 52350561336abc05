"""Saves the outcome of each pairing and closes past cycles."""

from collections import Counter

from pairing.models import Pairing
from pairing.states import PairingState


def settle_pairings(outcomes, people, history):
    """Set the final state of every pairing, as the actions would have."""
    for outcome in outcomes:
        pairing = outcome.pairing
        pairing.started_at = outcome.started_at
        pairing.ended_at = outcome.ended_at
        pairing.reason = outcome.skipped
        pairing.state = state_of(outcome)
        tell(outcome, pairing, history)
    fields = ["started_at", "ended_at", "reason", "state"]
    Pairing.objects.bulk_update([outcome.pairing for outcome in outcomes], fields)


def state_of(outcome):
    if outcome.sent_at:
        return PairingState.DONE
    if outcome.skipped:
        return PairingState.SKIPPED
    return PairingState.MISSED if outcome.is_missed else PairingState.ASSIGNED


def tell(outcome, pairing, history):
    if outcome.started_at:
        history.add("pairing started", pairing, by=pairing.reviewer, at=outcome.started_at)
    if outcome.sent_at:
        history.add("pairing done", pairing, by=pairing.reviewer, at=outcome.sent_at)
    if outcome.skipped:
        history.add("pairing skipped", pairing, by=pairing.reviewer, at=outcome.ended_at)
    if outcome.is_missed:
        history.add("pairing missed", pairing, by=history.system, at=outcome.ended_at)


def close_cycles(draws, outcomes, days, history):
    """Record that each past cycle was closed, with its count of missed pairings."""
    missed = Counter(outcome.pairing.draw_id for outcome in outcomes if outcome.is_missed)
    for drawn in draws[:-1]:
        at = days.ended_at(drawn.cycle.monday)
        history.add("cycle closed", drawn.cycle, by=history.system, at=at, missed=missed[drawn.pk])
