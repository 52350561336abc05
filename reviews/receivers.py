from django.dispatch import receiver

from pairing.signals import pairing_ended
from reviews.actions import discard_drafts_of


@receiver(pairing_ended, dispatch_uid="reviews.drop_draft")
def drop_draft(sender, pairing, by, now, **kwargs):
    discard_drafts_of(pairing, by=by, now=now)
