"""The page to write a review on: the case beside the rubric, as a form or as a document."""

import pytest
from django.urls import reverse

from cases.models import Case
from cases.tests.factories import CommentFactory
from people.tests.factories import UserFactory
from reviews.models import Review
from reviews.states import ReviewState
from reviews.tests.factories import ReviewFactory, posted_rubric

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ReviewFactory()


@pytest.fixture
def writer(client, draft):
    client.force_login(draft.reviewer)
    return client


def page(writer, draft, query=""):
    return writer.get(reverse("review_edit", args=[draft.pk]) + query).text


def test_refused_send_keeps_what_was_typed_and_can_be_sent_from_there(writer, draft):
    url = reverse("review_submit", args=[draft.pk])
    data = posted_rubric(draft, "no", "", page="abc") | {"closing_note": "Typed before."}
    refused = writer.post(url, data)
    assert refused.status_code == 422
    assert "8 comments are missing: 1, 2" in refused.text
    assert refused.text.count("data-problem") == 8
    assert Review.objects.get().closing_note == "Typed before."
    assert f'name="version" value="{Review.objects.get().version}"' in refused.text
    data = posted_rubric(Review.objects.get(), "yes")
    assert writer.post(url, data).status_code == 302
    assert Review.objects.get().state == ReviewState.SUBMITTED


def test_case_without_a_reply_offers_to_pick_another(writer, draft):
    CommentFactory(case=draft.case)
    assert "Nobody has replied to this case yet" in page(writer, draft)
    CommentFactory(case=draft.case, author=draft.owner, contact=None)
    assert "Nobody has replied" not in page(writer, draft)


def test_case_without_messages_does_not_say_that_nobody_replied(writer, draft):
    Case.objects.filter(pk=draft.case_id).update(description="")
    text = page(writer, draft)
    assert "The import has no messages for this case" in text
    assert "Nobody has replied" not in text
    assert "No text" not in text


def test_long_conversation_is_folded_at_the_same_cost(writer, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as short:
        assert "Show" not in page(writer, draft)
    for _ in range(16):
        CommentFactory(case=draft.case, author=draft.owner, contact=None)
    with django_assert_max_num_queries(12) as long:
        text = " ".join(page(writer, draft).split())
    assert "Show 4 messages from" in text
    assert text.count('class="quoter"') == 17
    assert len(long) == len(short)


def test_internal_notes_can_be_hidden_where_there_are_any(writer, draft):
    assert "With customer" not in page(writer, draft)
    CommentFactory(case=draft.case, is_public=False)
    assert "With customer" in page(writer, draft)


def test_readme_of_the_owner_stands_beside_the_form(writer, draft):
    assert "hasn’t written how they like feedback" in page(writer, draft)
    draft.owner.feedback_readme = "Be **direct**."
    draft.owner.save()
    assert "“Be direct.”" in page(writer, draft)


def test_switch_to_document_saves_the_draft_and_is_remembered(writer, draft):
    url = reverse("review_edit", args=[draft.pk])
    writer.post(url, posted_rubric(draft, "yes", "Typed before.") | {"as": "document"})
    text = page(writer, draft)
    assert 'class="doc__text"' in text
    assert "Typed before." in text
    assert 'class="doc__text"' not in page(writer, draft, "?as=form")
    assert 'class="doc__text"' in page(writer, draft)


def test_document_of_somebody_who_never_chose_it_is_one_address_away(writer, draft):
    assert 'class="doc__text"' in page(writer, draft, "?as=document")
    assert UserFactory().review_layout == "form"


def test_keys_are_not_offered_to_who_turned_them_off(writer, draft):
    assert "quote the selected words" in page(writer, draft)
    writer.post(reverse("me_shortcuts"), {"single_keys": "off"})
    assert "quote the selected words" not in page(writer, draft)
