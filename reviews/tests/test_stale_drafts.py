"""Saving from a stale copy of a draft."""

from dataclasses import replace

import pytest

from core.errors import StaleState
from core.tests.rows import reload
from reviews import actions
from reviews.errors import StaleReview
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric

pytestmark = pytest.mark.django_db


def test_save_draft_that_was_sent_in_the_same_moment_says_so():
    review = ReviewFactory()
    stale = reload(review)
    actions.submit_review(
        reload(review), rubric_input=fill_rubric(review), by=review.reviewer, now=NOW
    )
    with pytest.raises(StaleState, match="is sent") as error:
        actions.save_draft(stale, rubric_input=fill_rubric(stale), by=review.reviewer, now=NOW)
    assert type(error.value) is StaleState


def test_stale_draft_shows_technical_notes_that_differ():
    review = ReviewFactory(technical_notes="As kept.", version=2)
    stale = replace(fill_rubric(review), version=1, technical_notes="As typed.")
    with pytest.raises(StaleReview) as error:
        actions.save_draft(review, rubric_input=stale, by=review.reviewer, now=NOW)
    row = error.value.differences[-1]
    assert row.title == "Technical notes"
    assert (row.typed.comment, row.saved.comment) == ("As typed.", "As kept.")
