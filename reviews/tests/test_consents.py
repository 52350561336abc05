"""Technical notes need the owner's consent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from core.errors import NotAllowed, StaleState
from notifications.models import Notice
from people.tests.factories import UserFactory
from reviews import actions
from reviews.models import Consent, Review
from reviews.states import ConsentState
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric, posted_rubric, sent_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ReviewFactory()


@pytest.fixture
def consent(draft):
    return actions.ask_consent(draft, by=draft.reviewer, now=NOW)


def send(draft, notes="The index is rebuilt twice."):
    review = Review.objects.get(pk=draft.pk)
    with_notes = replace(fill_rubric(review), technical_notes=notes)
    return actions.submit_review(review, rubric_input=with_notes, by=review.reviewer, now=NOW)


def test_ask_consent_twice_asks_the_owner_once_and_is_audited_once(draft, consent):
    actions.ask_consent(draft, by=draft.reviewer, now=NOW)
    assert (
        Notice.objects.filter(kind="consent_asked", channel="inbox", recipient=draft.owner).count()
        == 1
    )
    assert Event.objects.about(draft).filter(verb="consent asked").count() == 1


def test_ask_consent_by_the_owner_is_not_allowed(draft):
    with pytest.raises(NotAllowed):
        actions.ask_consent(draft, by=draft.owner, now=NOW)


def test_ask_consent_after_sending_is_stale():
    review = sent_review()
    with pytest.raises(StaleState):
        actions.ask_consent(review, by=review.reviewer, now=NOW)


def test_answer_consent_by_the_reviewer_is_not_allowed(draft, consent):
    with pytest.raises(NotAllowed):
        actions.answer_consent(consent, allow=True, by=draft.reviewer, now=NOW)


def test_answer_consent_when_the_audit_fails_stays_asked(draft, consent, audit_refuses):
    with audit_refuses():
        actions.answer_consent(consent, allow=True, by=draft.owner, now=NOW)
    assert Consent.objects.get().state == ConsentState.ASKED


def test_submit_review_with_consent_sends_the_notes(draft, consent):
    actions.answer_consent(consent, allow=True, by=draft.owner, now=NOW)
    assert send(draft).technical_notes == "The index is rebuilt twice."


def test_submit_review_without_an_answer_leaves_the_notes_out(draft, consent):
    assert send(draft).technical_notes == ""


def test_withdraw_consent_leaves_the_notes_out_of_what_is_sent_and_is_audited(draft, consent):
    actions.answer_consent(consent, allow=True, by=draft.owner, now=NOW)
    actions.withdraw_consent(consent, by=draft.owner, now=NOW)
    assert send(draft).technical_notes == ""
    assert Event.objects.about(draft).filter(verb="consent withdrawn").exists()


def test_withdraw_consent_after_sending_is_stale(draft, consent):
    actions.answer_consent(consent, allow=True, by=draft.owner, now=NOW)
    send(draft)
    with pytest.raises(StaleState):
        actions.withdraw_consent(consent, by=draft.owner, now=NOW)


def test_submit_review_closes_an_open_question_and_notifies_both(draft, consent):
    Notice.objects.update(sent_at=NOW)
    send(draft)
    assert Consent.objects.get().state == ConsentState.CLOSED
    closed = Notice.objects.filter(kind="consent_closed", channel="inbox")
    assert {notice.recipient for notice in closed} == {draft.owner, draft.reviewer}
    asked = Notice.objects.visible_to(draft.owner).filter(kind="consent_asked")
    assert not asked.exists()


def test_discarded_draft_closes_its_question_in_silence(draft, consent):
    actions.discard_review(draft, by=draft.reviewer, now=NOW)
    assert Consent.objects.get().state == ConsentState.CLOSED
    assert not Notice.objects.filter(kind="consent_closed").exists()


@pytest.mark.parametrize("end", ["send", "discard"])
def test_late_answer_says_what_happened(client, draft, consent, end):
    send(draft) if end == "send" else actions.discard_review(draft, by=draft.reviewer, now=NOW)
    client.force_login(draft.owner)
    page = client.post(reverse("consent", args=[consent.pk]), {"allow": "yes"})
    assert page.status_code == 409
    said = "sent the review without technical notes" if end == "send" else "discarded the draft"
    assert said in page.text
    page = client.get(reverse("consent", args=[consent.pk]))
    assert said in page.text
    assert 'name="allow"' not in page.text


def test_question_can_be_asked_again_after_a_recall(draft, consent):
    review = send(draft)
    actions.recall_review(review, by=review.reviewer, now=NOW)
    later = NOW + timedelta(hours=1)
    actions.ask_consent(review, by=review.reviewer, now=later)
    assert Consent.objects.get().state == ConsentState.ASKED
    asked = Notice.objects.filter(kind="consent_asked", channel="inbox", dropped_at=None)
    assert asked.count() == 1


def test_technical_notes_are_seen_by_the_two_only(client, consent, draft):
    draft.pairing.draw.cycle.pool.__class__.objects.update(visibility="team")
    member = UserFactory()
    draft.pairing.draw.cycle.pool.memberships.create(user=member, first_day="2020-01-06")
    actions.answer_consent(consent, allow=True, by=draft.owner, now=NOW)
    send(draft)
    pages = {}
    for person in (draft.owner, member):
        client.force_login(person)
        pages[person] = client.get(reverse("review", args=[draft.pk])).text
    assert "rebuilt twice" in pages[draft.owner]
    assert "rebuilt twice" not in pages[member]


def test_consent_page_is_answered_and_taken_back_by_the_owner(client, draft, consent):
    client.force_login(draft.owner)
    client.post(reverse("consent", args=[consent.pk]), {"allow": "yes"})
    assert "You allowed it" in client.get(reverse("consent", args=[consent.pk])).text
    client.post(reverse("consent_withdraw", args=[consent.pk]))
    assert Consent.objects.get().state == ConsentState.WITHDRAWN


def test_ask_page_keeps_what_was_typed_on_the_way(client, draft):
    client.force_login(draft.reviewer)
    client.post(
        reverse("consent_ask", args=[draft.pk]), posted_rubric(draft, "no", "Typed a moment ago")
    )
    assert draft.answers.first().comment == "Typed a moment ago"
    assert Consent.objects.get().state == ConsentState.ASKED


@pytest.mark.parametrize("who", ["reviewer", "stranger"])
def test_consent_page_for_anybody_else_is_not_found(client, draft, consent, who):
    client.force_login(draft.reviewer if who == "reviewer" else UserFactory())
    assert client.get(reverse("consent", args=[consent.pk])).status_code == 404


def test_edit_page_keeps_hidden_notes_when_consent_is_missing(client, draft):
    Review.objects.update(technical_notes="kept")
    client.force_login(draft.reviewer)
    page = client.get(reverse("review_edit", args=[draft.pk])).text
    assert 'name="technical_notes" value="kept"' in " ".join(page.split())
