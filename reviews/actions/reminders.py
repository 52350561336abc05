from django.db import transaction

from notifications.actions import queue


@transaction.atomic
def send_reminder(notice, *, by, now):
    """Queue one reminder. Its unique key makes sure it is sent once; the outbox row records it."""
    queue(notice, now=now)
