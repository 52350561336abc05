from celery import shared_task
from django.utils import timezone

from people import actions


@shared_task(name="people.forget_sessions")
def forget_sessions():
    actions.forget_sessions(now=timezone.now())


@shared_task(name="people.forget_address_changes")
def forget_address_changes():
    actions.forget_address_changes(now=timezone.now())
