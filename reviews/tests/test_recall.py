"""Recalling a sent review, and what happens after it is read."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from audit.models import Event
from cases.models import Case
from cases.states import Status
from core.errors import NotAllowed, StaleState
from core.tests.concurrency import run_together
from core.tests.rows import reload
from notifications.models import Notice
from notifications.states import Channel
from pairing.models import Cycle, Pairing
from pairing.states import CycleState, PairingState
from people.tests.factories import UserFactory
from reviews import actions
from reviews.models import Reader, Review
from reviews.states import ReviewState
from reviews.tests.factories import NOW, fill_rubric, sent_review

pytestmark = pytest.mark.django_db


def test_recall_review_before_anyone_opened_makes_it_a_draft_and_audits():
    review = sent_review()
    actions.recall_review(review, by=review.reviewer, now=NOW)
    assert Review.objects.get().state == ReviewState.DRAFT
    assert Pairing.objects.get().state == PairingState.ASSIGNED
    assert not Reader.objects.exists()
    assert Event.objects.about(review).filter(verb="review recalled").exists()


def test_recall_review_after_the_owner_opened_is_stale():
    review = sent_review()
    actions.open_review(review, by=review.owner, now=NOW)
    with pytest.raises(StaleState):
        actions.recall_review(review, by=review.reviewer, now=NOW)


def test_recall_review_by_the_owner_is_not_allowed():
    review = sent_review()
    with pytest.raises(NotAllowed):
        actions.recall_review(review, by=review.owner, now=NOW)


def test_recall_review_when_the_audit_fails_stays_sent(audit_refuses):
    review = sent_review()

    with audit_refuses():
        actions.recall_review(review, by=review.reviewer, now=NOW)
    assert Reader.objects.count() == 2


def test_recall_and_resubmit_writes_the_readers_of_that_day():
    review = sent_review()
    actions.recall_review(review, by=review.reviewer, now=NOW)
    review = Review.objects.get(pk=review.pk)
    actions.submit_review(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)
    assert set(review.readers.values_list("user", flat=True)) == {
        review.reviewer_id,
        review.owner_id,
    }


def test_recall_and_resubmit_in_a_loop_sends_the_owner_one_notice():
    review = sent_review()
    for minute in range(3):
        now = NOW + timedelta(minutes=minute)
        actions.recall_review(review, by=review.reviewer, now=now)
        review = Review.objects.get(pk=review.pk)
        rubric_input = fill_rubric(review)
        actions.submit_review(review, rubric_input=rubric_input, by=review.reviewer, now=now)
    received = Notice.objects.filter(kind="review_received", channel=Channel.MAIL)
    assert received.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["open_review", "acknowledge_review", "mark_used"])
def test_recall_against_reading_at_once_has_one_outcome(other):
    for _ in range(4):
        review = sent_review()
        recall = partial(actions.recall_review, reload(review), by=review.reviewer, now=NOW)
        read = partial(getattr(actions, other), reload(review), by=review.owner, now=NOW)
        recalled, opened = run_together(recall, read)
        assert isinstance(recalled, StaleState) != isinstance(opened, StaleState)
        is_draft = reload(review).state == ReviewState.DRAFT
        assert is_draft == isinstance(opened, StaleState)


def test_acknowledge_review_keeps_the_takeaway():
    review = sent_review()
    actions.acknowledge_review(review, by=review.owner, now=NOW, takeaway="Promise the next word. ")
    assert Review.objects.get().takeaway == "Promise the next word."


def test_acknowledge_review_closed_by_rule_still_works():
    review = sent_review()
    actions.close_unacknowledged(review, by=review.reviewer, now=NOW)
    assert (
        actions.acknowledge_review(review, by=review.owner, now=NOW).state
        == ReviewState.ACKNOWLEDGED
    )


def test_close_unread_audits_and_leaves_the_review_readable():
    review = sent_review()
    actions.close_unacknowledged(review, by=review.reviewer, now=NOW)
    assert Review.objects.visible_to(review.owner).exists()
    assert Event.objects.about(review).filter(verb="review closed").exists()


def test_mark_used_while_the_case_is_open_is_audited_once():
    review = sent_review()
    for _ in range(2):
        actions.mark_used(review, by=review.owner, now=NOW)
    assert Event.objects.about(review).filter(verb="review used").count() == 1


def test_mark_used_of_a_closed_case_is_not_allowed():
    review = sent_review()
    Case.objects.update(status=Status.CLOSED)
    review = Review.objects.select_related("case").get()
    with pytest.raises(NotAllowed):
        actions.mark_used(review, by=review.owner, now=NOW)


def test_recall_page_asks_first_and_leads_back_to_the_draft(client):
    review = sent_review()
    client.force_login(review.reviewer)
    assert "Nobody has opened it yet" in client.get(reverse("review_recall", args=[review.pk])).text
    assert client.post(reverse("review_recall", args=[review.pk])).url == reverse(
        "review_edit", args=[review.pk]
    )


def test_address_of_a_recalled_review_says_who_recalled_it_to_its_former_readers(client):
    review = sent_review()
    actions.recall_review(review, by=review.reviewer, now=NOW)
    client.force_login(review.owner)
    for name in ("review", "review_used", "review_acknowledge", "comment_add"):
        ask = client.get if name == "review" else client.post
        page = ask(reverse(name, args=[review.pk]), {"body": "Thanks"})
        assert page.status_code == 409
        assert f"{review.reviewer.first_name} recalled this review" in page.text
    client.force_login(UserFactory())
    assert client.get(reverse("review", args=[review.pk])).status_code == 404


def test_used_button_shows_for_an_open_case_and_thanks(client):
    review = sent_review()
    client.force_login(review.owner)
    assert "I used this" in client.get(reverse("review", args=[review.pk])).text
    client.post(reverse("review_used", args=[review.pk]))
    assert "Used while the case was open" in client.get(reverse("review", args=[review.pk])).text


def test_recall_review_after_its_cycle_ended_is_stale(client):
    review = sent_review()
    Cycle.objects.update(state=CycleState.CLOSED)
    with pytest.raises(StaleState, match="has ended"):
        actions.recall_review(Review.objects.get(), by=review.reviewer, now=NOW)
    client.force_login(review.reviewer)
    assert (
        reverse("review_recall", args=[review.pk])
        not in client.get(reverse("review", args=[review.pk])).text
    )
