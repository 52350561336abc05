from django.db import transaction

from casereview.models import Heartbeat


@transaction.atomic
def note_heartbeat(*, sent_at, now, name="beat"):
    """Keep when beat sent its newest sign of life and when a worker got it; one that comes late changes nothing."""
    seen = {"sent_at": sent_at, "received_at": now}
    if not Heartbeat.objects.filter(name=name, sent_at__lt=sent_at).update(**seen):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, **seen)], ignore_conflicts=True)
