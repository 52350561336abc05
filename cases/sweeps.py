"""What beat asks for: conversations that have been kept long enough.

Two at once are harmless: a lock lets one through, and each batch is a transaction of its own.
"""

from datetime import timedelta

from django.conf import settings

from cases.actions import purge_conversations
from cases.models import Case
from core.locks import try_advisory_lock
from people.models import User

BATCH = 500


def purge_old_conversations(*, now):
    """Delete the conversations of cases that were closed too long ago; returns how many."""
    if not settings.KEEP_CONVERSATIONS_DAYS:
        return 0
    before = now - timedelta(days=settings.KEEP_CONVERSATIONS_DAYS)
    with try_advisory_lock("cases.purge_old_conversations") as mine:
        return sum(_batches(before, now)) if mine else 0


def _batches(before, now):
    while batch := list(
        Case.objects.with_old_conversation(before).only("pk").order_by("pk")[:BATCH]
    ):
        purged = purge_conversations(batch, before=before, by=User.objects.system(), now=now)
        yield purged
        if not purged:  # an import holds these; the next sweep finds them
            return
