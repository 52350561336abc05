from celery import shared_task
from django.utils import timezone

from pairing import sweeps


@shared_task(name="pairing.draw_due_cycles")
def draw_due_cycles():
    sweeps.draw_due_cycles(now=timezone.now())


@shared_task(name="pairing.close_ended_cycles")
def close_ended_cycles():
    sweeps.close_ended_cycles(now=timezone.now())
