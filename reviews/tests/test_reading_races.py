"""A recall at any point of a page that is being read: the page shows it, or the recall succeeds."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress

import pytest
from django.db import connection, connections
from django.urls import reverse

from core.errors import CaseReviewError
from reviews import actions
from reviews.models import Review
from reviews.states import ReviewState
from reviews.tests.factories import NOW, sent_review

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "Thank you, I learned a lot."
PATIENCE = 0.3  # seconds; a recall that takes longer waits for the page's lock


def recall(pk):
    """In a session of its own, as from another browser."""
    review = Review.objects.get(pk=pk)
    with suppress(CaseReviewError):
        actions.recall_review(review, by=review.reviewer, now=NOW)
    connections.close_all()


@contextmanager
def before_query(number, pool, call):
    """Run `call` in another thread just before the query of that number about reviews."""
    count = 0

    def watch(execute, sql, params, many, context):
        nonlocal count
        count += "reviews_" in sql
        if count == number:
            count += 1
            wait([pool.submit(call)], timeout=PATIENCE)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def is_draft(review):
    return Review.objects.get(pk=review.pk).state == ReviewState.DRAFT


@pytest.mark.parametrize(
    "numbers", [range(1, 5), pytest.param(range(5, 12), marks=pytest.mark.sweep)]
)
def test_recall_during_the_page_of_a_review_shows_nothing_that_was_recalled(client, numbers):
    for number in numbers:
        review = sent_review()
        client.force_login(review.owner)
        with (
            ThreadPoolExecutor(1) as pool,
            before_query(number, pool, lambda pk=review.pk: recall(pk)),
        ):
            page = client.get(reverse("review", args=[review.pk]))
        assert is_draft(review) == (NOTE not in page.text), number
        assert page.status_code in (200, 404, 409)
