"""One reviewer who would add technical notes to a draft, and waits for the owner's word."""

from people.personas import BLURBS
from reviews.models import Consent
from reviews.states import ReviewState


def make_consents(written, history):
    """Between two whom the tour does not show, where somebody's draft is under way at all."""
    drafts = [review for _, review in written if review.state == ReviewState.DRAFT]
    apart = [
        review
        for review in drafts
        if BLURBS.keys().isdisjoint({review.reviewer.email, review.owner.email})
    ]
    for review in apart[:1]:
        Consent.objects.create(review=review, asked_at=review.saved_at)
        history.add("consent asked", review, by=review.reviewer, at=review.saved_at)
