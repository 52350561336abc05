"""Signals to the apps above, sent inside the transaction of the change."""

from django.dispatch import Signal

pairing_ended = Signal()  # pairing (skipped or replaced), by, now
pairings_missed = (
    Signal()
)  # cycle, pairings (all that ended without a review), by, now: once a cycle
