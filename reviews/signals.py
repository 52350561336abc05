"""What reviews tell the apps above. Sent inside the transaction of the action."""

from django.dispatch import Signal

review_sent = Signal()  # review, by, now
