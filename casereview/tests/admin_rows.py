"""One more row of each model of the project package that admin has pages of."""

from django.utils import timezone

from casereview.models import Heartbeat


def make_heartbeat(number):
    return Heartbeat.objects.create(
        name=f"beat {number}", sent_at=timezone.now(), received_at=timezone.now()
    )


MAKE = {"casereview.heartbeat": make_heartbeat}
