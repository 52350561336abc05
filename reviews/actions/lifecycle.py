from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, StaleState
from core.transitions import move
from notifications.actions import queue, settle
from reviews.actions.readers import open_review
from reviews.kinds import kind_of
from reviews.models import Reader, Review
from reviews.notices import ReviewAcknowledged, ReviewShared
from reviews.rules import can_acknowledge, can_mark_used, is_peer_like
from reviews.states import ReviewState


@transaction.atomic
def recall_review(review, *, by, now):
    """Turn a sent review back into a draft, until anyone but its reviewer has opened it.

    Its `Reader` rows are deleted; sending it again writes new ones. Raises `NotAllowed` for anyone
    else and for kinds that cannot be recalled, and `StaleState` once it was opened, acknowledged or
    closed, or its cycle has ended.
    """
    if review.reviewer_id != by.pk:
        raise NotAllowed("Only the reviewer can recall a review.")
    kind = kind_of(review)
    if not kind.can_be_recalled:
        raise NotAllowed(f"A {kind.noun} cannot be recalled.")
    if review.state != ReviewState.SUBMITTED:
        raise StaleState(
            f"You can no longer recall this review: it is {review.get_state_display().lower()}.",
            review,
        )
    kind.on_recalled(review, by=by, now=now)
    move(review, to=ReviewState.DRAFT, submitted_at=None, version=review.version + 1)
    # Whoever opens the review now waits for these rows, or has already opened it.
    readers = list(Reader.objects.select_for_update().filter(review=review))
    if any(reader.opened_at and reader.user_id != by.pk for reader in readers):
        raise StaleState(
            "It has already been opened, so you cannot recall it. Write a comment instead.",
            review,
        )
    Reader.objects.filter(review=review).delete()
    settle([ReviewShared.kind], review, now=now)
    record("review recalled", review, by=by, now=now)
    return review


@transaction.atomic
def acknowledge_review(review, *, by, now, takeaway=""):
    """The owner says "I have read this", with an optional `takeaway`.

    It counts as opening the review. Raises `NotAllowed` for anyone else and for kinds that are not
    acknowledged, `StaleState` if it was already acknowledged or recalled.
    """
    if review.owner_id != by.pk or not is_peer_like(review):
        raise NotAllowed("Only the case owner can acknowledge a review.")
    if not can_acknowledge(by, review):
        raise StaleState("This review has already been acknowledged.", review)
    open_review(review, by=by, now=now)
    move(review, to=ReviewState.ACKNOWLEDGED, acknowledged_at=now, takeaway=takeaway.strip())
    record("review acknowledged", review, by=by, now=now)
    queue(ReviewAcknowledged(review), now=now)
    return review


@transaction.atomic
def mark_used(review, *, by, now):
    """The owner says "I used this" while the case is open; a second click changes nothing.

    It counts as opening the review. Raises `NotAllowed` for anyone else and once the case is
    closed, `StaleState` if the review was recalled.
    """
    if not can_mark_used(by, review):
        raise NotAllowed("Only the case owner can do this, and only while the case is open.")
    open_review(review, by=by, now=now)
    if Review.objects.filter(pk=review.pk, used_at__isnull=True).update(used_at=now):
        record("review used", review, by=by, now=now)


@transaction.atomic
def close_unacknowledged(review, *, by, now):
    """Close a review automatically, which stops reminders. It stays readable.

    The caller has checked that its kind's `closes_at` has passed. Raises `NotAllowed` for kinds
    that are never closed.
    """
    if not is_peer_like(review):
        raise NotAllowed(f"A {kind_of(review).noun} is never closed automatically.")
    move(review, to=ReviewState.CLOSED, ended_at=now)
    record("review closed", review, by=by, now=now)
