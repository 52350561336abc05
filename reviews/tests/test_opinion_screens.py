"""The pages of second opinions: asking, the manager's page, and what the others see."""

import pytest
import time_machine
from django.test import override_settings
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from reviews.models import Review, SecondOpinion
from reviews.states import OpinionState
from reviews.tests.factories import NOW, ReviewFactory, posted_rubric, sent_review
from reviews.tests.test_opinions import answer, ask, make_manager

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def page(name, opinion):
    return reverse(name, args=[opinion.review_id, opinion.pk])


def signed_in(client, person):
    client.force_login(person)
    return client


def posted(opinion, text="Keep it.", **more):
    criterion = opinion.review.rubric_version.criteria.first()
    version = SecondOpinion.objects.get(pk=opinion.pk).version
    proposal = {f"proposal_{criterion.pk}": "change:no", f"line_{criterion.pk}": "Kept."}
    return {"version": version, "answer": text, **proposal, **more}


def test_asking_about_a_draft_saves_what_was_typed(client):
    review = ReviewFactory()
    manager = make_manager()
    data = posted_rubric(review, value="", comment="Half a thought.")
    data |= {"manager": "other", "other_manager": manager.pk, "answer_by": "2026-11-20"}
    data |= {"question": "Fair?", "ask_about": review.rubric_version.criteria.first().pk}
    url = reverse("opinions", args=[review.pk])
    answered = signed_in(client, review.reviewer).post(url, data)
    edit = reverse("review_edit", args=[review.pk])
    assertRedirects(answered, f"{edit}#asking", fetch_redirect_response=False)
    assert review.answers.first().comment == "Half a thought."
    shown = client.get(edit)
    assertContains(shown, "You asked Nadia about answer 1")
    assertContains(shown, "Only you and Nadia can read your draft.")


def test_refused_question_keeps_its_text(client):
    review = sent_review()
    data = {"manager": "other", "other_manager": "", "answer_by": "2026-11-20", "question": "Why?"}
    url = reverse("opinions", args=[review.pk])
    answered = signed_in(client, review.reviewer).post(url, data)
    assertContains(answered, "Choose a manager from the list.", status_code=422)
    assertContains(answered, "Why?", status_code=422)


def test_manager_reads_a_draft_on_the_page_of_the_question_alone(client):
    review = ReviewFactory(technical_notes="planted-technical", closing_note="Dear Ana")
    opinion = ask(review, question="Is it fair?")
    signed_in(client, opinion.manager)
    url = page("opinion", opinion)
    assertRedirects(client.get(reverse("review", args=[review.pk])), url)
    shown = client.get(url)
    assertContains(shown, "Is it fair?")
    assertContains(shown, "Dear Ana")
    assertNotContains(shown, "planted-technical")
    assertNotContains(shown, "In the thread")
    assert client.get(reverse("review_edit", args=[review.pk])).status_code == 404


def test_answer_is_saved_as_typed_and_sent_to_the_thread(client):
    review = sent_review()
    opinion = ask(review)
    signed_in(client, opinion.manager)
    saved = client.post(page("opinion", opinion), posted(opinion), headers={"HX-Request": "true"})
    assertContains(saved, "Draft saved")
    refused = client.post(page("opinion_answer", opinion), posted(opinion))
    assertContains(refused, "Choose who reads your answer.", status_code=422)
    sent = client.post(page("opinion_answer", opinion), posted(opinion, reads="thread"))
    assertRedirects(sent, page("opinion", opinion))
    signed_in(client, review.owner)
    shown = client.get(reverse("review", args=[review.pk]))
    assertContains(shown, "change to No")
    assertContains(shown, "Second opinion")


def test_others_see_that_a_manager_was_asked_but_not_by_whom(client):
    review = sent_review()
    answer(ask(review, question="planted-question"), text="planted-private")
    url = reverse("review", args=[review.pk])
    shown = signed_in(client, review.owner).get(url)
    assertContains(shown, "Second opinion")
    for words in ("planted-question", "planted-private", "asked by you"):
        assertNotContains(shown, words)
    shown = signed_in(client, review.reviewer).get(url)
    for words in ("planted-question", "planted-private", "Second opinion, asked by you"):
        assertContains(shown, words)


@pytest.mark.parametrize("state", [OpinionState.TAKEN_BACK, OpinionState.DECLINED])
def test_closed_question_shows_the_manager_their_text_and_not_the_review(client, state):
    review = ReviewFactory(closing_note="planted-note")
    opinion = ask(review)
    rows = SecondOpinion.objects.filter(pk=opinion.pk)
    rows.update(state=state, ended_at=NOW, answer="What I had so far")
    signed_in(client, opinion.manager)
    shown = client.get(page("opinion", opinion))
    assertContains(shown, "What I had so far")
    assertNotContains(shown, "planted-note")
    answered = client.post(page("opinion_answer", opinion), posted(opinion))
    assert answered.status_code == 409


def test_question_that_is_late_offers_somebody_else(client):
    review = ReviewFactory()
    opinion = ask(review)
    SecondOpinion.objects.update(answer_by=NOW.date().replace(day=16))
    edit = signed_in(client, review.reviewer).get(reverse("review_edit", args=[review.pk]))
    assertContains(edit, "2 days")
    typed = posted_rubric(review, value="", comment="Half a thought.")
    taken_back = client.post(page("opinion_take_back", opinion), {"next": "ask", **typed})
    assert review.answers.first().comment == "Half a thought."
    assertRedirects(taken_back, reverse("opinions", args=[review.pk]))


def test_questions_of_a_manager_are_listed_and_cost_the_same(client, django_assert_max_num_queries):
    manager = make_manager()
    signed_in(client, manager)
    assertNotContains(client.get(reverse("reviews")), "side=opinions")
    for _ in range(3):
        ask(ReviewFactory(), manager=manager)
    with django_assert_max_num_queries(10):
        shown = client.get(reverse("reviews"), {"side": "opinions"})
    assertContains(shown, "Answer by", count=3)
    assertContains(client.get("/"), "asks for a second opinion", count=3)
    assert Review.objects.visible_to(manager).count() == 3


@override_settings(RATE_LIMITS={"second_opinion": "1/h/user"})
def test_asking_one_manager_after_the_other_is_limited(client):
    review = sent_review()
    url = reverse("opinions", args=[review.pk])
    data = {"manager": "other", "answer_by": "2026-11-20"}
    signed_in(client, review.reviewer)
    statuses = []
    for name in ("Grace", "Omar"):
        data["other_manager"] = make_manager(name).pk
        statuses.append(client.post(url, data).status_code)
        for opinion in SecondOpinion.objects.open():
            client.post(page("opinion_take_back", opinion))
    assert statuses == [302, 429]
