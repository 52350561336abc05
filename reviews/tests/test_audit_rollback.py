"""An action whose event cannot be written changes nothing."""

import pytest

from notifications.models import Notice
from people.tests.factories import UserFactory
from reviews import actions
from reviews.models import Comment, Consent, Reader, Review
from reviews.tests.factories import NOW, ReviewFactory, sent_review

pytestmark = pytest.mark.django_db
TABLES = (Review, Reader, Comment, Consent, Notice)


def snapshot():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def comment_on(review):
    return actions.add_comment(review, body="How so?", by=review.owner, now=NOW)


def resolved_on(review):
    thread = comment_on(review)
    actions.resolve_thread(thread, by=review.owner, now=NOW)
    return Comment.objects.get(pk=thread.pk)


def edit(comment, by):
    actions.edit_comment(comment, body="How do you mean?", by=by, now=NOW)


def delete(comment, by):
    actions.delete_comment(comment, by=by, now=NOW)


def resolve(thread, by):
    actions.resolve_thread(thread, by=by, now=NOW)


def reopen(thread, by):
    actions.reopen_thread(thread, by=by, now=NOW)


@pytest.mark.parametrize(
    ("prepare", "act"),
    [(comment_on, edit), (comment_on, delete), (comment_on, resolve), (resolved_on, reopen)],
)
def test_thread_stays_as_it_is_when_the_audit_refuses(audit_refuses, prepare, act):
    review = sent_review()
    comment = prepare(review)
    before = snapshot()
    with audit_refuses():
        act(comment, review.owner)
    assert snapshot() == before


@pytest.mark.parametrize("name", ["open_review", "mark_used", "close_unacknowledged"])
def test_sent_review_stays_as_it_is_when_the_audit_refuses(audit_refuses, name):
    review = sent_review()
    before = snapshot()
    with audit_refuses():
        getattr(actions, name)(review, by=review.owner, now=NOW)
    assert snapshot() == before


def test_consent_is_neither_asked_nor_withdrawn_when_the_audit_refuses(audit_refuses):
    draft = ReviewFactory()
    before = snapshot()
    with audit_refuses():
        actions.ask_consent(draft, by=draft.reviewer, now=NOW)
    assert snapshot() == before
    consent = actions.ask_consent(draft, by=draft.reviewer, now=NOW)
    actions.answer_consent(consent, allow=True, by=draft.owner, now=NOW)
    before = snapshot()
    with audit_refuses():
        actions.withdraw_consent(consent, by=draft.owner, now=NOW)
    assert snapshot() == before


def test_draft_of_an_ended_pairing_stays_when_the_audit_refuses(audit_refuses):
    draft = ReviewFactory()
    before = snapshot()
    with audit_refuses():
        actions.discard_drafts(draft.pairing, by=UserFactory(), now=NOW)
    with audit_refuses():
        actions.discard_missed_drafts(
            draft.pairing.draw.cycle, pairings=[draft.pairing], by=UserFactory(), now=NOW
        )
    assert snapshot() == before
