"""What was begun and never sent: laid aside for its reviewer, kept for a while, then gone."""

from django.db import transaction

from audit.actions import record, record_all
from notifications.actions import queue
from pairing.states import PairingState
from reviews.models import Review
from reviews.notices import CycleEnded, NotReviewed
from reviews.states import DISCARDED_FOR, ReviewState


@transaction.atomic
def discard_drafts(pairing, *, by, now):
    """Lay aside what was begun for a pairing that ended without a review (skipped or replaced)."""
    _lay_aside([pairing], why=pairing.state, by=by, now=now)


@transaction.atomic
def discard_missed_drafts(cycle, *, pairings, by, now):
    """A cycle ended before the reviews of `pairings` were sent: lay their drafts aside, and tell the two of each."""
    _lay_aside(pairings, why=PairingState.MISSED, by=by, now=now)
    told = NotReviewed.subjects([cycle.pk])[cycle.pk]
    queue(CycleEnded(told), now=now)
    queue(NotReviewed(told), now=now)


@transaction.atomic
def purge_draft(review, *, by, now):
    """Delete a draft 90 days after it was laid aside, with all that was written in it; the trail keeps that it was.

    Returns whether this call did it; what is younger, or no draft laid aside, stays.
    """
    rows = Review.objects.select_for_update(skip_locked=True).filter(state=ReviewState.DISCARDED)
    expired = rows.filter(pk=review.pk, ended_at__lte=now - DISCARDED_FOR).first()
    if expired:
        record("draft purged", expired, by=by, now=now)
        expired.delete()
    return expired is not None


def _lay_aside(pairings, *, why, by, now):
    drafts = (
        Review.objects.select_for_update()
        .filter(pairing__in=pairings, state=ReviewState.DRAFT)
        .order_by("pk")
    )
    drafts = list(drafts)
    Review.objects.filter(pk__in=[draft.pk for draft in drafts]).update(
        state=ReviewState.DISCARDED, ended_at=now
    )
    record_all("draft laid aside", [(draft, {"why": why}) for draft in drafts], by=by, now=now)
