from celery import shared_task
from django.utils import timezone

from notifications import delivery, sweeps


@shared_task(name="notifications.deliver_due")
def deliver_due():
    delivery.deliver_due(now=timezone.now())


@shared_task(name="notifications.purge_ended")
def purge_ended():
    sweeps.purge_ended(now=timezone.now())
