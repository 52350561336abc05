"""Unsent drafts: once discarded, their reviewer can read them for a while before deletion."""

from django.db import transaction

from audit.actions import record, record_all
from core.transitions import move
from notifications.actions import queue
from pairing.states import PairingState
from reviews.actions.consents import close_questions
from reviews.actions.opinions import close_opinions
from reviews.models import Review
from reviews.notices import CycleEnded, NotReviewed
from reviews.states import DISCARDED_FOR, ReviewKind, ReviewState


@transaction.atomic
def discard_drafts(pairing, *, by, now):
    """Discard the draft of a pairing that ended without a review (skipped or replaced)."""
    _discard([pairing], why=pairing.state, by=by, now=now)


@transaction.atomic
def discard_missed_drafts(cycle, *, pairings, by, now):
    """Discard the drafts of `pairings`, whose cycle has ended, and notify reviewers and owners."""
    _discard(pairings, why=PairingState.MISSED, by=by, now=now)
    subject = NotReviewed.subjects([cycle.pk])[cycle.pk]
    queue(CycleEnded(subject), now=now)
    queue(NotReviewed(subject), now=now)


@transaction.atomic
def end_draft(review, *, why, by, now):
    """Discard a draft that the app of its kind has ended; the calling action checked permissions.

    `why` goes on the audit trail. Its reviewer can read the text for another 90 days. Raises
    `StaleState` if it is no longer a draft.
    """
    move(review, to=ReviewState.DISCARDED, ended_at=now)
    close_questions([review], by=by, now=now)
    close_opinions([review], by=by, now=now)
    record("draft discarded", review, by=by, now=now, why=why)


@transaction.atomic
def purge_draft(review, *, by, now):
    """Delete a draft and its text 90 days after it was discarded; returns whether it did.

    The audit trail keeps its events. Drafts that are newer or not discarded stay.
    """
    discarded = Review.objects.select_for_update(skip_locked=True, of=["self"])
    discarded = discarded.filter(state=ReviewState.DISCARDED)
    expired = discarded.filter(pk=review.pk, ended_at__lte=now - DISCARDED_FOR).first()
    if expired is None:
        return False
    record("draft purged", expired, by=by, now=now)
    expired.delete()
    return True


def _discard(pairings, *, why, by, now):
    drafts = Review.objects.select_for_update().filter(
        kind=ReviewKind.PEER, pairing__in=pairings, state=ReviewState.DRAFT
    )
    drafts = list(drafts.order_by("pk"))
    Review.objects.filter(pk__in=[draft.pk for draft in drafts]).update(
        state=ReviewState.DISCARDED, ended_at=now
    )
    close_questions(drafts, by=by, now=now)
    close_opinions(drafts, by=by, now=now)
    record_all("draft discarded", [(draft, {"why": why}) for draft in drafts], by=by, now=now)
