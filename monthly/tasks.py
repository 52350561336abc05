from celery import shared_task
from django.utils import timezone

from monthly import sweeps


@shared_task(name="monthly.open_and_close")
def open_and_close():
    sweeps.open_and_close(now=timezone.now())


@shared_task(name="monthly.update_stand_ins")
def update_stand_ins():
    sweeps.update_stand_ins(now=timezone.now())


@shared_task(name="monthly.remind_due")
def remind_due():
    sweeps.remind_due(now=timezone.now())
