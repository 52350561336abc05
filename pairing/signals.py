"""What pairing tells the apps above it, inside the transaction of the change."""

from django.dispatch import Signal

pairing_ended = Signal()  # pairing (skipped, missed or replaced), by, now
