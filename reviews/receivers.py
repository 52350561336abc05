from django.dispatch import receiver

from pairing.signals import pairing_ended, pairings_missed
from reviews.actions import discard_drafts, discard_missed_drafts


@receiver(pairing_ended, dispatch_uid="reviews.drop_draft")
def drop_draft(sender, pairing, by, now, **kwargs):
    discard_drafts(pairing, by=by, now=now)


@receiver(pairings_missed, dispatch_uid="reviews.drop_missed")
def drop_missed(sender, cycle, pairings, by, now, **kwargs):
    discard_missed_drafts(cycle, pairings=pairings, by=by, now=now)
