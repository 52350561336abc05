"""The review pages: what works, what strangers get, bad input, and how many queries it costs."""

import pytest
from django.urls import reverse

from pairing.tests.factories import PairingFactory
from people.tests.factories import TeamFactory, UserFactory
from reviews import actions
from reviews.models import Review
from reviews.states import ReviewState
from reviews.tests.factories import (
    NOW,
    ReviewFactory,
    fill_rubric,
    posted_rubric,
    sent_review,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ReviewFactory()


def signed_in(client, user):
    client.force_login(user)
    return client


def test_edit_by_the_owner_is_not_found(client, draft):
    assert (
        signed_in(client, draft.owner).get(reverse("review_edit", args=[draft.pk])).status_code
        == 404
    )


def test_edit_saves_a_draft_without_javascript(client, draft):
    signed_in(client, draft.reviewer).post(
        reverse("review_edit", args=[draft.pk]), posted_rubric(draft, "no", "Because")
    )
    assert set(draft.answers.values_list("value", "comment")) == {("no", "Because")}


def test_edit_get_stays_within_12_queries(client, draft, django_assert_max_num_queries):
    signed_in(client, draft.reviewer)
    with django_assert_max_num_queries(12):
        client.get(reverse("review_edit", args=[draft.pk]))


def test_autosave_answers_with_the_new_version_in_6_queries(
    client, draft, django_assert_max_num_queries
):
    signed_in(client, draft.reviewer)
    data = posted_rubric(draft)
    with django_assert_max_num_queries(
        6 + 2
    ):  # the two are the savepoint of a test inside a transaction
        answer = client.post(
            reverse("review_autosave", args=[draft.pk]), data, headers={"HX-Request": "true"}
        )
    assert 'name="version" value="2"' in " ".join(answer.text.split())


def test_autosave_of_an_older_copy_tells_and_keeps_what_is_saved(client, draft):
    actions.save_draft(
        draft, rubric_input=fill_rubric(draft, "yes", "theirs"), by=draft.reviewer, now=NOW
    )
    data = posted_rubric(draft, "no", "mine") | {"version": 1}
    answer = signed_in(client, draft.reviewer).post(
        reverse("review_autosave", args=[draft.pk]), data, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert "See both texts" in answer.text
    assert set(draft.answers.values_list("comment", flat=True)) == {"theirs"}


def test_edit_of_an_older_copy_shows_both_texts(client, draft):
    actions.save_draft(
        draft, rubric_input=fill_rubric(draft, "yes", "theirs"), by=draft.reviewer, now=NOW
    )
    data = posted_rubric(draft, "no", "mine") | {"version": 1}
    page = signed_in(client, draft.reviewer).post(reverse("review_edit", args=[draft.pk]), data)
    assert page.status_code == 409
    assert "mine" in page.text
    assert "theirs" in page.text


@pytest.mark.parametrize("text", ["a\x00b", "x" * 1_000_000])
def test_autosave_of_bad_text_says_so_and_keeps_the_draft(client, draft, text):
    url = reverse("review_autosave", args=[draft.pk])
    answer = signed_in(client, draft.reviewer).post(
        url, posted_rubric(draft, "no", text), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert "Not saved" in answer.text


@pytest.mark.parametrize("text", ["👩🏽‍🚀 gut", "שלום עולם", "<script>alert(1)</script>"])
def test_submit_keeps_any_text_as_it_was_typed(client, draft, text):
    signed_in(client, draft.reviewer).post(
        reverse("review_submit", args=[draft.pk]), posted_rubric(draft, "no", text)
    )
    page = client.get(reverse("review", args=[draft.pk]))
    assert draft.answers.first().comment == text
    assert "<script>alert" not in page.text


def test_submit_with_a_no_without_comment_keeps_everything_typed(client, draft):
    page = signed_in(client, draft.reviewer).post(
        reverse("review_submit", args=[draft.pk]), posted_rubric(draft, "no", note="")
    )
    assert page.status_code == 422
    assert "what would have made it a yes" in page.text
    assert "Thank you." in page.text


def test_submit_without_a_version_is_told_and_not_a_500(client, draft):
    page = signed_in(client, draft.reviewer).post(reverse("review_submit", args=[draft.pk]), {})
    assert page.status_code == 422


def test_submit_costs_at_most_18_queries(client, draft, django_assert_max_num_queries):
    signed_in(client, draft.reviewer)
    data = posted_rubric(draft)
    with django_assert_max_num_queries(
        18 + 8
    ):  # the eight are savepoints of a test inside a transaction
        client.post(reverse("review_submit", args=[draft.pk]), data)
    assert Review.objects.get().state == ReviewState.SUBMITTED


def test_submit_twice_shows_the_409_page(client, draft):
    signed_in(client, draft.reviewer)
    answers = [
        client.post(reverse("review_submit", args=[draft.pk]), posted_rubric(draft)).status_code
        for _ in range(2)
    ]
    assert answers == [302, 409]


def test_review_by_the_owner_opens_it_once_and_shows_the_texts(client):
    review = sent_review()
    page = signed_in(client, review.owner).get(reverse("review", args=[review.pk]))
    assert "I learned a lot" in page.text
    assert review.readers.get(user=review.owner).opened_at


def test_review_by_a_manager_says_why_and_not_who_opened_it(client):
    boss = UserFactory()
    pairing = PairingFactory(
        reviewer=UserFactory(team=TeamFactory(), team__manager=boss),
        draw__cycle__pool__visibility="managers",
    )
    page = signed_in(client, boss).get(reverse("review", args=[sent_review(pairing=pairing).pk]))
    assert "Why you can read this" in page.text
    assert "Seen by" not in page.text


def test_review_by_a_stranger_is_not_found(client):
    review = sent_review()
    assert (
        signed_in(client, UserFactory()).get(reverse("review", args=[review.pk])).status_code == 404
    )


def test_review_by_a_superuser_is_not_found(client):
    review = sent_review()
    assert (
        signed_in(client, UserFactory(superuser=True))
        .get(reverse("review", args=[review.pk]))
        .status_code
        == 404
    )


def test_review_stays_within_12_queries(client, django_assert_max_num_queries):
    review = sent_review()
    signed_in(client, review.owner).get(reverse("review", args=[review.pk]))
    with django_assert_max_num_queries(12):
        client.get(reverse("review", args=[review.pk]))


def test_acknowledge_by_the_owner_shows_it(client):
    review = sent_review()
    signed_in(client, review.owner).post(reverse("review_acknowledge", args=[review.pk]))
    assert "Acknowledged" in client.get(reverse("review", args=[review.pk])).text


def test_acknowledge_by_the_reviewer_is_forbidden(client):
    review = sent_review()
    answer = signed_in(client, review.reviewer).post(
        reverse("review_acknowledge", args=[review.pk])
    )
    assert answer.status_code == 403


def test_discard_asks_first_and_then_offers_the_cases_again(client, draft):
    signed_in(client, draft.reviewer)
    assert client.get(reverse("review_discard", args=[draft.pk])).status_code == 200
    assert client.post(reverse("review_discard", args=[draft.pk])).url == reverse(
        "pick_case", args=[draft.pairing_id]
    )


@pytest.mark.parametrize("side", ["given", "received"])
def test_reviews_cost_the_same_at_one_and_three_rows(client, side, django_assert_max_num_queries):
    user = UserFactory()
    role = {"reviewer": user} if side == "given" else {"owner": user}
    sent_review(pairing=PairingFactory(**role))
    signed_in(client, user)
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("reviews"), {"side": side})
    for _ in range(2):
        sent_review(pairing=PairingFactory(**role))
    with django_assert_max_num_queries(12) as three:
        client.get(reverse("reviews"), {"side": side})
    assert len(one) == len(three)


def test_reviews_without_any_say_what_comes(client):
    assert (
        "Nobody has reviewed a case of yours yet"
        in signed_in(client, UserFactory()).get(reverse("reviews")).text
    )


def test_edit_refused_names_every_criterion_once_and_links_to_it(client, draft):
    page = signed_in(client, draft.reviewer).post(
        reverse("review_submit", args=[draft.pk]), posted_rubric(draft, value="no")
    )
    titles = [criterion.title for criterion in draft.rubric_version.criteria.all()]
    assert page.text.count("data-errors") == 1
    assert all(f">{title}</a>: " in page.text for title in titles)


def test_edit_checklist_follows_the_answers(client, draft):
    page = signed_in(client, draft.reviewer).post(
        reverse("review_autosave", args=[draft.pk]), posted_rubric(draft, value="no")
    )
    assert page.text.count('<li data-answer="no">') == draft.rubric_version.criteria.count()
