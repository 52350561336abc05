from django.db import transaction

from casereview.models import Heartbeat


@transaction.atomic
def record_heartbeat(*, sent_at, now, name="beat"):
    """Record when beat sent a heartbeat and when a worker received it; older ones are ignored."""
    times = {"sent_at": sent_at, "received_at": now}
    if not Heartbeat.objects.filter(name=name, sent_at__lt=sent_at).update(**times):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, **times)], ignore_conflicts=True)
