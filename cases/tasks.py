from celery import shared_task
from django.utils import timezone

from cases import sweeps


@shared_task(name="cases.purge_old_conversations")
def purge_old_conversations():
    sweeps.purge_old_conversations(now=timezone.now())
