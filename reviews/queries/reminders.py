"""What the reminders' sweep looks at: few rows, each asked whether its moment has come."""

from datetime import timedelta

from django.db.models import F

from core.working_hours import is_working_time
from pairing.models import Pairing
from pairing.states import CycleState, PairingState
from reviews.models import Comment, Consent, Review
from reviews.queries.comments import with_last_comment
from reviews.states import DISCARDED_FOR, SENT, ConsentState, ReviewState

A_WHILE = timedelta(days=60)


def is_at_work(person, pool, now):
    """Whether `person` (absences fetched) works at this moment, by the holidays of the pool's country."""
    absences = [(absence.first_day, absence.last_day) for absence in person.absences.all()]
    return person.is_active and is_working_time(now, person.time_zone, pool.country, absences)


def waiting_pairings():
    """Pairings of running cycles whose review is not sent; after a downtime a cycle may have ended unclosed."""
    pairings = Pairing.objects.filter(
        state=PairingState.ASSIGNED, draw__cycle__state=CycleState.DRAWN
    )
    return pairings.select_related("reviewer", "draw__cycle__pool").prefetch_related(
        "reviewer__absences"
    )


def unread_reviews(now):
    """Sent reviews that their owner has not opened."""
    reviews = Review.objects.filter(state=ReviewState.SUBMITTED, submitted_at__gte=now - A_WHILE)
    unread = reviews.filter(readers__user_id=F("owner"), readers__opened_at__isnull=True)
    return unread.select_related("owner", "pairing__draw__cycle__pool").prefetch_related(
        "owner__absences"
    )


def consents_to_remind():
    consents = Consent.objects.filter(state=ConsentState.ASKED, review__state=ReviewState.DRAFT)
    consents = consents.select_related("review__owner", "review__pairing__draw__cycle__pool")
    return consents.prefetch_related("review__owner__absences")


def threads_to_remind(now):
    """Open threads of the last two months, each with its `last_word`; where all is deleted nobody waits for one."""
    threads = Comment.objects.filter(
        thread__isnull=True, resolved_at__isnull=True, written_at__gte=now - A_WHILE
    )
    threads = with_last_comment(threads.filter(review__state__in=SENT)).exclude(last_at=None)
    threads = threads.select_related(
        "review__owner", "review__reviewer", "review__pairing__draw__cycle__pool"
    )
    threads = list(
        threads.prefetch_related("review__owner__absences", "review__reviewer__absences")
    )
    words = Comment.objects.in_bulk([thread.last_id for thread in threads])
    for thread in threads:
        thread.last_word = words[thread.last_id]
    return threads


def long_unacknowledged(now):
    """Reviews that were sent at least 14 days ago and are not acknowledged."""
    reviews = Review.objects.filter(
        state=ReviewState.SUBMITTED, submitted_at__lte=now - timedelta(days=14)
    )
    return reviews.filter(pairing__isnull=False).select_related("pairing__draw__cycle__pool")


def expired_drafts(now):
    """Drafts that were laid aside so long ago that they are not kept any longer."""
    return Review.objects.filter(
        state=ReviewState.DISCARDED, ended_at__lte=now - DISCARDED_FOR
    ).order_by("pk")
