"""Signals to the apps above, sent inside the transaction of the action."""

from django.dispatch import Signal

review_sent = Signal()  # review, by, now
