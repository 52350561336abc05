"""Queries for the review sweeps: a few rows, each then checked for whether it is due."""

from datetime import timedelta

from django.db.models import F

from core.working_hours import is_working_time
from pairing.models import Pairing
from pairing.states import CycleState, PairingState
from reviews.kinds import kind_of
from reviews.models import Comment, Consent, Review
from reviews.states import DISCARDED_FOR, PEER_KINDS, SENT, ConsentState, ReviewState

A_WHILE = timedelta(days=60)


def is_at_work(person, country, now):
    """Whether `person` (absences fetched) works at `now`, by the public holidays of `country`."""
    absences = [(absence.first_day, absence.last_day) for absence in person.absences.all()]
    return person.is_active and is_working_time(now, person.time_zone, country, absences)


def waiting_pairings():
    """Pairings of running cycles whose review is not sent.

    After downtime, a cycle may have ended without being closed yet.
    """
    pairings = Pairing.objects.filter(
        state=PairingState.ASSIGNED, draw__cycle__state=CycleState.DRAWN
    )
    pairings = pairings.select_related("reviewer", "draw__cycle__pool", "plan")
    return pairings.prefetch_related("reviewer__absences")


def unread_reviews(now):
    """Peer reviews that were sent and that their owner has not opened."""
    reviews = Review.objects.filter(
        kind__in=PEER_KINDS, state=ReviewState.SUBMITTED, submitted_at__gte=now - A_WHILE
    )
    unread = reviews.filter(readers__user_id=F("owner"), readers__opened_at__isnull=True)
    return unread.select_related("owner").prefetch_related("owner__absences")


def consents_to_remind():
    consents = Consent.objects.filter(state=ConsentState.ASKED, review__state=ReviewState.DRAFT)
    return consents.select_related("review__owner").prefetch_related("review__owner__absences")


def threads_to_remind(now):
    """Open threads of the last two months with a comment left, each with its `last_comment`.

    `awaited`: reviewer and owner, if they can read the review and did not write that comment; all
    other readers as well if the kind of the review says so.
    """
    threads = Comment.objects.filter(written_at__gte=now - A_WHILE, review__state__in=SENT)
    threads = threads.unresolved_threads().with_last_comment("last_id", "last_author", "last_at")
    threads = threads.exclude(last_at=None)
    threads = threads.select_related("review__owner", "review__reviewer").prefetch_related(
        "review__owner__absences",
        "review__reviewer__absences",
        "review__readers__user__absences",
    )
    threads = list(threads)
    comments = Comment.objects.in_bulk([thread.last_id for thread in threads])
    for thread in threads:
        review = thread.review
        readers = {reader.user_id: reader.user for reader in review.readers.all()}
        readers.pop(thread.last_author, None)
        thread.last_comment = comments[thread.last_id]
        if kind_of(review).notifies_all_readers:
            thread.awaited = set(readers.values())
        else:
            both = (review.owner, review.reviewer)
            thread.awaited = {person for person in both if person.pk in readers}
    return threads


def long_unacknowledged(now):
    """Peer reviews that were sent at least 14 days ago and are not acknowledged."""
    reviews = Review.objects.filter(
        kind__in=PEER_KINDS,
        state=ReviewState.SUBMITTED,
        submitted_at__lte=now - timedelta(days=14),
    )
    return reviews.select_related("pairing__draw__cycle").defer("pairing__draw__inputs")


def expired_drafts(now):
    """Drafts that were discarded long enough ago to be deleted."""
    expired = Review.objects.filter(state=ReviewState.DISCARDED, ended_at__lte=now - DISCARDED_FOR)
    return expired.order_by("pk")
