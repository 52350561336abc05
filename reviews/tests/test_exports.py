"""Exporting your own reviews: what is in it, what is not, and the audit event."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from audit.models import Event
from cases.tests.factories import CaseFactory
from core.errors import NotAllowed, StaleState
from pairing.tests.factories import PairingFactory
from people.tests.factories import TeamFactory, UserFactory
from reviews import actions, queries
from reviews.filters import ReviewFilters
from reviews.models import Consent, Review
from reviews.states import ConsentState
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric, sent_review

pytestmark = pytest.mark.django_db
URL = "/reviews/export/"


@pytest.fixture
def me(client, time_machine):
    time_machine.move_to(NOW)
    user = UserFactory(name="Hana Kim")
    client.force_login(user)
    return user


@pytest.fixture
def export(client):
    def export(form="json", **filters):
        answer = client.post(URL, filters | {"form": form})
        text = b"".join(answer).decode()
        return json.loads(text) if form == "json" else text

    return export


def one_of_each(me):
    """One received, one given, a draft of mine, one discarded."""
    received = sent_review(pairing=PairingFactory(owner=me))
    given = sent_review(pairing=PairingFactory(reviewer=me))
    draft, aside = (ReviewFactory(pairing=PairingFactory(reviewer=me)) for _ in range(2))
    actions.discard_review(Review.objects.get(pk=aside.pk), by=me, now=NOW)
    return received, given, draft, aside


def ids(whole):
    return {review["id"] for review in whole["reviews"]}


def test_export_holds_what_one_gave_received_and_began(me, export):
    mine = {review.pk for review in one_of_each(me)}
    assert ids(export()) == mine


@pytest.mark.parametrize(("side", "at"), [("received", [0]), ("given", [1, 2]), ("discarded", [3])])
def test_export_of_one_side_holds_that(me, export, side, at):
    mine = one_of_each(me)
    assert ids(export(side=side)) == {mine[number].pk for number in at}


def test_export_of_a_search_holds_what_the_list_shows(me, export):
    case = CaseFactory(owner=me, subject="SAML login loops")
    review = sent_review(case=case, pairing=PairingFactory(owner=me))
    _ = one_of_each(me)
    whole = export(q="saml", person=review.reviewer_id)
    assert ids(whole) == {review.pk}
    assert whole["narrowed_to"] == {"q": "saml", "person": review.reviewer.name}


def test_export_holds_nothing_of_others_and_no_draft_about_oneself(me, export):
    pairing = PairingFactory(
        reviewer=UserFactory(team=TeamFactory(), team__manager=me),
        draw__cycle__pool__visibility="managers",
    )
    read_as_manager = sent_review(pairing=pairing)
    draft = ReviewFactory(pairing=PairingFactory(owner=me))
    asked = [
        {},
        {"q": read_as_manager.case.subject},
        {"person": draft.reviewer_id},
        {"person": pairing.owner_id},
    ]
    assert [export(**filters)["reviews"] for filters in asked] == [[]] * 4


def test_export_tells_a_review_with_all_that_was_said(me, export):
    review = sent_review(pairing=PairingFactory(owner=me))
    criterion = review.rubric_version.criteria.first()
    thread = actions.add_comment(review, body="How so?", criterion=criterion, by=me, now=NOW)
    actions.add_comment(review, body="Like so.", thread=thread, by=review.reviewer, now=NOW)
    actions.acknowledge_review(review, by=me, now=NOW, takeaway="To ask sooner.")
    [told] = export()["reviews"]
    assert (told["side"], told["state"], told["takeaway"]) == (
        "received",
        "acknowledged",
        "To ask sooner.",
    )
    assert told["acknowledged_at"] == NOW.isoformat()
    assert told["case"]["number"] == review.case.number
    assert len(told["answers"]) == review.rubric_version.criteria.count()
    assert [message["text"] for message in told["threads"][0]["messages"]] == [
        "How so?",
        "Like so.",
    ]
    assert told["threads"][0]["criterion"] == 1


def test_export_has_technical_notes_for_the_two_of_them(me, export):
    draft = Review.objects.get(pk=ReviewFactory(pairing=PairingFactory(owner=me)).pk)
    Consent.objects.create(review=draft, state=ConsentState.ALLOWED, asked_at=NOW)
    notes = replace(fill_rubric(draft), technical_notes="Look at the heap.")
    actions.submit_review(draft, rubric_input=notes, by=draft.reviewer, now=NOW)
    assert "> Look at the heap." in export("markdown")


def test_export_as_markdown_is_a_file_with_headings_of_ours_only(me, client):
    case = CaseFactory(owner=me, subject="# Urgent <b>now</b>")
    sent_review(case=case, pairing=PairingFactory(owner=me))
    answer = client.post(URL, {"form": "markdown"})
    text = b"".join(answer).decode()
    assert answer["Content-Disposition"] == 'attachment; filename="reviews-2026-11-18.md"'
    assert f"- Case: {case.number}: \\# Urgent \\<b\\>now\\</b\\>" in text
    assert "> Thank you, I learned a lot." in text


def test_download_of_one_review_is_named_by_its_monday_and_audited(me, client):
    review = sent_review(pairing=PairingFactory(owner=me, reviewer__name="Ana Duarte"))
    sent_review(pairing=PairingFactory(owner=me), case__subject="Another one")
    answer = client.post(reverse("review_export", args=[review.pk]))
    text = b"".join(answer).decode()
    name = f"Ana Duarte reviews case {review.case.number} (Hana Kim)"
    assert f'filename="2026-11-16 - {name}.md"' in answer["Content-Disposition"]
    assert f"## 2026-11-16 · Ana Duarte reviews case {review.case.number}" in text
    assert "Another one" not in text
    assert Event.objects.about(me).get().facts == {"count": 1, "form": "markdown"}


@pytest.mark.parametrize("is_whole", [True, False])
def test_export_of_an_unopened_review_counts_as_opening_it(me, client, is_whole):
    review = sent_review(pairing=PairingFactory(owner=me))
    url = URL if is_whole else reverse("review_export", args=[review.pk])
    assert "I learned a lot" in b"".join(client.post(url, {"form": "json"})).decode()
    assert Event.objects.about(review).filter(verb="review opened").exists()
    with pytest.raises(StaleState):
        actions.recall_review(review, by=review.reviewer, now=NOW)


def test_export_that_streams_while_a_review_is_sent_leaves_it_out(me):
    sent_review(pairing=PairingFactory(owner=me))
    assert not list(queries.build_export(me, ReviewFilters(), now=NOW))


def test_export_without_reviews_is_an_empty_file_and_the_page_says_so(me, client, export):
    assert export()["reviews"] == []
    assert "Nothing to export" in client.get(URL).text


@pytest.mark.parametrize("form", ["", "pdf", "\x00"])
def test_export_in_an_unknown_form_is_refused_and_leaves_no_trace(me, client, form):
    answer = client.post(URL, {"form": form, "side": "given"})
    assert answer.status_code == 422
    assert "Choose Markdown or JSON" in answer.text
    assert not Event.objects.exists()


def test_export_page_writes_nothing_and_keeps_the_filters(me, client):
    sent_review(pairing=PairingFactory(reviewer=me))
    before = Event.objects.count()
    page = client.get(URL, {"side": "given", "cycle": "2026-11-16"})
    assert 'name="cycle" value="2026-11-16"' in page.text
    assert Event.objects.count() == before


def test_export_costs_the_same_for_one_and_three_reviews(me, export, django_assert_max_num_queries):
    for review in one_of_each(me)[:1]:
        actions.add_comment(review, body="So?", by=me, now=NOW)
    with django_assert_max_num_queries(18) as one:
        export(side="received")
    for _ in range(2):
        more = sent_review(pairing=PairingFactory(owner=me))
        actions.add_comment(more, body="So?", by=me, now=NOW)
    with django_assert_max_num_queries(18) as three:
        export(side="received")
    assert len(one) == len(three)


def test_export_of_more_than_fits_in_memory_is_whole_and_in_order(me, export, monkeypatch):
    monkeypatch.setattr("reviews.queries.exports.CHUNK", 2)
    sent = [sent_review(pairing=PairingFactory(owner=me)) for _ in range(5)]
    assert [review["id"] for review in export()["reviews"]] == [
        review.pk for review in reversed(sent)
    ]


def test_export_reviews_is_audited_without_a_word_of_them(me, export):
    sent_review(pairing=PairingFactory(owner=me))
    export(q="a")
    event = Event.objects.about(me).get()
    assert (event.verb, event.actor_id, event.facts) == (
        "reviews exported",
        me.pk,
        {"count": 1, "form": "json"},
    )


def test_export_reviews_when_the_audit_fails_hands_nothing_out(me, client, audit_refuses):
    with audit_refuses():
        client.post(URL, {"form": "json"})


def test_export_reviews_of_somebody_else_is_forbidden(me):
    with pytest.raises(NotAllowed):
        actions.export_reviews(
            UserFactory(), reviews=Review.objects.none(), form="json", by=me, now=NOW
        )


def test_export_reviews_after_leaving_is_forbidden():
    gone = UserFactory(is_active=False)
    with pytest.raises(NotAllowed):
        actions.export_reviews(gone, reviews=Review.objects.none(), form="json", by=gone, now=NOW)


def test_export_by_nobody_signed_in_leads_to_the_door(client):
    answer = client.post(reverse("reviews_export"), {"form": "json"})
    assert answer.status_code == 401
    assert "/accounts/login/" in answer.text
