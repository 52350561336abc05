from celery import shared_task
from django.utils import timezone

from files import sweeps


@shared_task(name="files.purge_expired")
def purge_expired():
    sweeps.purge_expired(now=timezone.now())
