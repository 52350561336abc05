"""My week as one page of several apps."""

import pytest
from django.urls import reverse

import cases.queries
import pairing.queries
import reviews.queries
from casereview.tests.budgets import my_week_limit
from cases.tests.factories import CaseFactory
from core.case_panels import Button, Panel
from core.my_week import Hero
from pairing.ring import example_ring
from pairing.tests.factories import CycleFactory, PairingFactory, PoolMembershipFactory
from people.tests.factories import TeamFactory, UserFactory
from reviews.tests.factories import ReviewFactory, sent_review

pytestmark = pytest.mark.django_db


def week(client, user):
    client.force_login(user)
    return client.get(reverse("my_week"))


def test_my_week_without_a_pool_says_who_can_add_me(client):
    assert "You are not in a pool yet" in week(client, UserFactory()).text


def test_my_week_of_a_coordinator_without_a_pool_leads_to_the_first_one(client):
    assert "Create a pool" in week(client, UserFactory(coordinator=True)).text


def test_my_week_between_draws_says_when_the_next_one_comes(client):
    assert "is drawn next on" in week(client, PoolMembershipFactory().user).text


def test_my_week_with_a_pairing_leads_to_its_cases_and_says_why(client):
    pairing = PairingFactory()
    page = week(client, pairing.reviewer).text
    assert reverse("pick_case", args=[pairing.pk]) in page
    assert pairing.why_for_reviewer in page


def test_my_week_shows_a_draft_in_the_hero_and_not_again_below(client):
    review = ReviewFactory(pairing__started_at="2026-11-18T10:00Z")
    page = week(client, review.reviewer).text
    assert page.count(reverse("review_edit", args=[review.pk])) == 1


def test_my_week_of_the_owner_offers_to_read_what_was_sent(client):
    review = sent_review()
    assert "Read and acknowledge" in week(client, review.owner).text


def test_my_week_after_sending_is_done(client):
    assert "Done for this cycle" in week(client, sent_review().reviewer).text


def test_my_week_never_tells_the_owner_of_a_draft(client):
    review = ReviewFactory(closing_note="A sentence nobody may see yet.")
    page = week(client, review.owner).text
    assert review.case.subject not in page
    assert "nobody may see" not in page


def test_my_week_offers_a_busy_week_for_the_next_draw(client):
    user = PoolMembershipFactory().user
    assert "I have a busy week" in week(client, user).text
    assert "Busy week?" not in week(client, UserFactory()).text


def test_my_week_with_a_broken_part_keeps_the_rest(client, monkeypatch):
    def broken(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr(pairing.queries, "cards_for", broken)
    page = week(client, PairingFactory().reviewer)
    assert page.status_code == 200
    assert "could not be loaded" in page.text
    assert "You review" in page.text


def test_my_week_costs_the_same_at_one_and_three_rows(client, django_assert_max_num_queries):
    owner = sent_review().owner
    week(client, owner)
    with django_assert_max_num_queries(my_week_limit(None)) as one:
        client.get(reverse("my_week"))
    for _ in range(2):
        sent_review(pairing=PairingFactory(owner=owner))
    with django_assert_max_num_queries(my_week_limit(None)) as three:
        client.get(reverse("my_week"))
    assert len(one) == len(three)


def test_my_week_of_a_manager_without_a_pool_says_where_shared_reviews_are(client):
    page = week(client, UserFactory(team=TeamFactory(), team__role="manager")).text
    assert "You take part in no draw" in page


def test_my_week_of_a_manager_without_a_pool_opens_with_another_practice(client, monkeypatch):
    def hero_for(user, now):
        context = {"given": [], "cycle": CycleFactory(), "ring": example_ring("ab")}
        return Hero("reviews/_hero_done.html", context)

    monkeypatch.setattr(cases.queries, "hero_for", hero_for, raising=False)
    page = week(client, UserFactory()).text
    assert "Done for this cycle" in page
    assert "You are not in a pool yet" not in page


def test_case_page_shows_the_button_of_a_panel_without_rows(client, monkeypatch):
    button = Button("Write a document", "/documents/new/", "file-text", is_primary=True)
    monkeypatch.setattr(reviews.queries, "on_case", lambda case, user: Panel(actions=(button,)))
    client.force_login(UserFactory())
    page = client.get(reverse("case", args=[CaseFactory().pk])).text
    assert 'href="/documents/new/"' in page
    assert "Only reviews you can read are listed" not in page
