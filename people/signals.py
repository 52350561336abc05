"""What the people app tells the apps above it, inside the transaction of the change."""

from django.dispatch import Signal

person_joined = Signal()  # user, by, now
person_left = Signal()  # user, by, now
