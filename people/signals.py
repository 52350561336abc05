"""Signals to the apps above, sent inside the transaction of the change."""

from django.dispatch import Signal

person_joined = Signal()  # user, by, now
person_left = Signal()  # user, by, now
absences_changed = Signal()  # user, by, now: one was added, changed or removed
