from pairing.states import PairingState
from reviews.states import ReviewState


def can_review(user, pairing):
    """The drawn reviewer, as long as the pairing waits for a review."""
    return user.is_active and pairing.reviewer_id == user.pk and pairing.state == PairingState.ASSIGNED


def can_edit(user, review):
    return user.is_active and review.reviewer_id == user.pk and review.state == ReviewState.DRAFT


def can_acknowledge(user, review):
    return user.is_active and review.owner_id == user.pk and review.state == ReviewState.SUBMITTED
