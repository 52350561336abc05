"""What the cases app tells the apps above it, inside the transaction of the change."""

from django.dispatch import Signal

case_changed = Signal()  # case, changes ({field: (old, new)}, old None for a new case), by, now
