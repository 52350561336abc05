"""One row that fails stops no other: every sweep of reviews with a poisoned row of each sort."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.tests.poison import poison, poison_zone
from core.weeks import local_datetime
from notifications.models import Notice
from pairing.tests.factories import PairingFactory
from reviews import actions, sweeps
from reviews.models import Review
from reviews.states import DISCARDED_FOR
from reviews.tests.factories import NOW, ReviewFactory, sent_review

pytestmark = pytest.mark.django_db
RULE_CLOSE = datetime(2026, 12, 7, 1, tzinfo=UTC)


def unread(pairing):
    return sent_review(pairing=pairing).owner


def waiting(pairing):
    return pairing.reviewer


def consent(pairing):
    review = ReviewFactory(pairing=pairing)
    actions.ask_consent(review, by=review.reviewer, now=NOW)
    return review.owner


def thread(pairing):
    review = sent_review(pairing=pairing)
    actions.add_comment(review, body="Why?", by=review.reviewer, now=NOW)
    return review.owner


@pytest.mark.parametrize(
    ("begin", "day"), [(waiting, 19), (unread, 24), (consent, 24), (thread, 24)]
)
def test_remind_due_with_one_poisoned_row_reminds_everybody_else(begin, day, caplog):
    broken, other = [begin(PairingFactory()) for _ in range(2)]
    Notice.objects.all().delete()
    poison_zone(broken)
    sweeps.remind_due(now=local_datetime(date(2026, 11, day), 12, "UTC"))
    assert other.pk in Notice.objects.values_list("recipient", flat=True)
    assert "reviews.remind_due: failed for" in caplog.text


def test_close_by_rule_with_one_poisoned_review_closes_the_others(caplog):
    broken, _ = [sent_review() for _ in range(2)]
    poison(broken)
    assert sweeps.close_by_rule(now=RULE_CLOSE) == 1
    assert f"reviews.close_by_rule: failed for reviews.review {broken.pk}" in caplog.text


def test_purge_drafts_with_one_poisoned_draft_purges_the_others(caplog):
    drafts = [ReviewFactory() for _ in range(2)]
    for draft in drafts:
        actions.discard_review(draft, by=draft.reviewer, now=NOW)
    poison(drafts[0])
    assert sweeps.purge_drafts(now=NOW + DISCARDED_FOR + timedelta(days=1)) == 1
    assert Review.objects.get() == drafts[0]
    assert f"reviews.purge_drafts: failed for reviews.review {drafts[0].pk}" in caplog.text
