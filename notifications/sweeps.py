"""The sweep that keeps the outbox from growing forever."""

from datetime import timedelta

from django.conf import settings

from core.sweeps import run_sweep
from notifications.actions import purge_notices
from notifications.models import Notice

BATCH = 1000


def purge_ended(*, now):
    """Delete notices that were delivered or dropped long ago, in batches; returns how many."""
    before = now - timedelta(days=settings.KEEP_NOTICES_DAYS)
    return run_sweep("notifications.purge_ended", lambda: find_batches(before), purge_notices)


def find_batches(before):
    """Ended notices in lists, oldest first."""
    ended = Notice.objects.ended(before).select_related("recipient").order_by("pk")
    last = 0
    while batch := list(ended.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk
