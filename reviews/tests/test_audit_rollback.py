"""An action whose event cannot be written changes nothing."""

from datetime import timedelta

import pytest

from notifications.models import Notice
from pairing.tests.factories import PairingFactory
from people.tests.factories import UserFactory
from reviews import actions
from reviews.actions.consents import close_question_of_sent
from reviews.models import Comment, Consent, Meeting, Plan, Reader, Review
from reviews.tests.factories import NOW, ReviewFactory, sent_review

pytestmark = pytest.mark.django_db
TABLES = (Review, Reader, Comment, Consent, Meeting, Plan, Notice)
THURSDAY = NOW + timedelta(days=1)


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


def test_comment_is_not_written_when_the_audit_refuses(audit_refuses):
    review = sent_review()
    actions.open_review(review, by=review.owner, now=NOW)
    before = snapshot()
    with audit_refuses():
        comment_on(review)
    assert snapshot() == before


@pytest.mark.parametrize("name", ["open_review", "mark_used", "close_unacknowledged"])
def test_sent_review_stays_as_it_is_when_the_audit_refuses(audit_refuses, name):
    review = sent_review()
    before = snapshot()
    with audit_refuses():
        getattr(actions, name)(review, by=review.owner, now=NOW)
    assert snapshot() == before


def test_exported_reviews_are_not_opened_when_the_audit_refuses(audit_refuses):
    review = sent_review()
    before = snapshot()
    with audit_refuses():
        received = Review.objects.filter(pk=review.pk)
        actions.export_reviews(
            review.owner, reviews=received, form="json", by=review.owner, now=NOW
        )
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


def test_question_stays_open_when_the_audit_refuses(audit_refuses):
    draft = ReviewFactory()
    actions.ask_consent(draft, by=draft.reviewer, now=NOW)
    before = snapshot()
    with audit_refuses():
        close_question_of_sent(draft, by=draft.reviewer, now=NOW)
    assert snapshot() == before


def accept(meeting, **by):
    actions.accept_meeting(meeting, seen=meeting.seen, **by)


def decline(meeting, **by):
    actions.decline_meeting(meeting, seen=meeting.seen, **by)


def note(meeting, **by):
    actions.note_meeting(meeting, is_held=True, seen=meeting.seen, **by)


def note_talk(meeting, **by):
    actions.note_talk(meeting.pairing, seen=meeting.seen, **by)


def cancel_all(meeting, **by):
    actions.cancel_meetings([meeting.pairing], **by)


@pytest.mark.parametrize("act", [accept, decline, note, note_talk, cancel_all])
def test_meeting_stays_as_it_is_when_the_audit_refuses(audit_refuses, act):
    pairing = PairingFactory()
    times = {"starts_at": THURSDAY, "now": NOW}
    meeting = actions.propose_meeting(pairing, seen="", by=pairing.reviewer, **times)
    before = snapshot()
    with audit_refuses():
        act(meeting, by=pairing.owner, now=NOW)
    with audit_refuses():
        actions.cancel_meeting(meeting, seen=meeting.seen, by=pairing.reviewer, now=NOW)
    assert snapshot() == before


def test_plan_stays_when_the_audit_refuses(audit_refuses):
    pairing = PairingFactory()
    actions.plan_review(pairing, day=THURSDAY.date(), by=pairing.reviewer, now=NOW)
    before = snapshot()
    with audit_refuses():
        actions.unplan_review(pairing, by=pairing.reviewer, now=NOW)
    assert snapshot() == before
