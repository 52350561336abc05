from celery import shared_task
from django.utils import timezone

from notifications import delivery


@shared_task(name="notifications.deliver_due")
def deliver_due():
    delivery.deliver_due(now=timezone.now())
