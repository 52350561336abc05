from django.db import transaction

from notifications.actions import queue


@transaction.atomic
def send_reminder(notice, *, by, now):
    """Queue one reminder; its unique key sends it once. The outbox row is its record."""
    queue(notice, now=now)
