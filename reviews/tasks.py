from celery import shared_task
from django.utils import timezone

from reviews import sweeps


@shared_task(name="reviews.remind_due")
def remind_due():
    sweeps.remind_due(now=timezone.now())


@shared_task(name="reviews.close_by_rule")
def close_by_rule():
    sweeps.close_by_rule(now=timezone.now())


@shared_task(name="reviews.expire_invitations")
def expire_invitations():
    sweeps.expire_invitations(now=timezone.now())


@shared_task(name="reviews.purge_drafts")
def purge_drafts():
    sweeps.purge_drafts(now=timezone.now())
    sweeps.purge_unsent_opinions(now=timezone.now())
