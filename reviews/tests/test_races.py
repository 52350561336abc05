"""Sending a review while its pairing ends: one of the two happens, and neither waits for the other in a circle."""

import pytest

from core.errors import CaseReviewError
from pairing.actions import skip_pairing
from pairing.models import Pairing
from pairing.states import PairingState
from pairing.tests.acting import at_once
from reviews import actions
from reviews.models import Review
from reviews.states import ReviewState
from reviews.tests.factories import NOW, ReviewFactory, filled

pytestmark = pytest.mark.django_db(transaction=True)


def test_submit_review_while_its_pairing_is_skipped_has_one_winner():
    for _ in range(6):
        review = ReviewFactory()
        acts = iter([submit, skip])
        results = at_once(2, lambda: next(acts)(review.pk))  # noqa: B023  called within the round
        lost = [result for result in results if isinstance(result, Exception)]
        assert len(lost) == 1
        assert isinstance(lost[0], CaseReviewError), lost
        after = Review.objects.get(pk=review.pk)
        sent = after.state == ReviewState.SUBMITTED
        assert after.pairing.state == (PairingState.DONE if sent else PairingState.SKIPPED)


def submit(pk):
    review = Review.objects.get(pk=pk)
    actions.submit_review(review, filled=filled(review), by=review.reviewer, now=NOW)


def skip(pk):
    pairing = Pairing.objects.get(reviews=pk)
    skip_pairing(pairing, reason="No time", by=pairing.reviewer, now=NOW)
