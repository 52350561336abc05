"""One reviewer who asked for consent to technical notes and waits for an answer."""

from people.personas import demo_personas
from reviews.models import Consent
from reviews.states import ReviewState


def make_consents(written, history):
    """Between two people who are not personas, if they have a draft."""
    drafts = [review for _, review in written if review.state == ReviewState.DRAFT]
    apart = [
        review
        for review in drafts
        if demo_personas().keys().isdisjoint({review.reviewer.email, review.owner.email})
    ]
    for review in apart[:1]:
        Consent.objects.create(review=review, asked_at=review.saved_at)
        history.add("consent asked", review, by=review.reviewer, at=review.saved_at)
