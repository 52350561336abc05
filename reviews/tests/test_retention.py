"""Discarded drafts stay readable for 90 days, then they are deleted with their text."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from core.tests.concurrency import run_together
from reviews import actions, sweeps, tasks
from reviews.models import Answer, Comment, Consent, Review
from reviews.states import DISCARDED_FOR, ReviewState
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric, sent_review

pytestmark = pytest.mark.django_db
EXPIRED = NOW + DISCARDED_FOR
DAY = timedelta(days=1)


@pytest.fixture
def discarded():
    review = ReviewFactory()
    actions.ask_consent(review, by=review.reviewer, now=NOW)
    actions.save_draft(
        review,
        rubric_input=fill_rubric(review, comment="Kept for a while."),
        by=review.reviewer,
        now=NOW,
    )
    return actions.discard_review(Review.objects.get(), by=review.reviewer, now=NOW)


def test_readable_until_is_90_days_after_it_was_discarded(discarded):
    assert discarded.readable_until == NOW + 90 * DAY
    assert Review(state=ReviewState.SUBMITTED).readable_until is None


def test_purge_drafts_keeps_what_is_younger(discarded):
    assert sweeps.purge_drafts(now=EXPIRED - timedelta(seconds=1)) == 0
    assert Review.objects.visible_to(discarded.reviewer).get() == discarded


def test_purge_drafts_after_90_days_deletes_every_text_once(discarded):
    assert [sweeps.purge_drafts(now=EXPIRED), sweeps.purge_drafts(now=EXPIRED)] == [1, 0]
    assert not any(model.objects.exists() for model in (Review, Answer, Consent, Comment))


def test_purge_draft_leaves_an_audit_event_without_a_text(discarded):
    number = discarded.pk
    actions.purge_draft(discarded, by=discarded.reviewer, now=EXPIRED)
    event = Event.objects.filter(subject_id=number, verb="draft purged").get()
    assert event.facts == {}


def test_purge_draft_when_the_audit_fails_keeps_it(discarded, audit_refuses):
    with audit_refuses():
        actions.purge_draft(discarded, by=discarded.reviewer, now=EXPIRED)
    assert Answer.objects.exists()


@pytest.mark.parametrize("make", [ReviewFactory, sent_review])
def test_purge_draft_of_what_is_not_discarded_changes_nothing(make):
    review = make()
    assert not actions.purge_draft(review, by=review.reviewer, now=EXPIRED)
    assert Review.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_purge_drafts_from_two_beats_at_once_purges_once(discarded):
    assert sum(run_together(*[lambda: sweeps.purge_drafts(now=EXPIRED)] * 3)) == 1
    assert Event.objects.filter(verb="draft purged").count() == 1


def test_purged_draft_is_not_found_and_its_pairing_goes_on(client, discarded, time_machine):
    time_machine.move_to(EXPIRED)
    tasks.purge_drafts()
    client.force_login(discarded.reviewer)
    assert client.get(reverse("review", args=[discarded.pk])).status_code == 404
    assert client.get(reverse("pick_case", args=[discarded.pairing_id])).status_code == 200
    assert client.get(reverse("inbox")).status_code == 200
