from pairing.states import CycleState, PairingState
from reviews.models import Reader
from reviews.states import SENT, ReviewState


def can_review(user, pairing):
    """The drawn reviewer, as long as the pairing waits for a review."""
    return (
        user.is_active and pairing.reviewer_id == user.pk and pairing.state == PairingState.ASSIGNED
    )


def can_edit(user, review):
    return user.is_active and review.reviewer_id == user.pk and review.state == ReviewState.DRAFT


def can_acknowledge(user, review):
    return (
        user.is_active
        and review.owner_id == user.pk
        and review.state in (ReviewState.SUBMITTED, ReviewState.CLOSED)
    )


def can_comment(user, review):
    """Whoever may read a sent review may speak about it."""
    return (
        user.is_active
        and review.state in SENT
        and Reader.objects.filter(review=review, user=user).exists()
    )


def can_mark_used(user, review):
    return (
        user.is_active
        and review.owner_id == user.pk
        and review.state in SENT
        and review.case.is_active
    )


def can_recall(user, review):
    """Its reviewer, until anyone else has opened it or its cycle has ended; prefetch `readers` for a page."""
    if review.reviewer_id != user.pk or review.state != ReviewState.SUBMITTED:
        return False
    if review.pairing and review.pairing.draw.cycle.state == CycleState.CLOSED:
        return False
    return not any(
        reader.opened_at and reader.user_id != user.pk for reader in review.readers.all()
    )
