"""Picking the case that a review is about."""

import pytest
from django.urls import reverse

from cases.models import Case
from cases.tests.factories import CaseFactory, CommentFactory
from pairing.tests.factories import PairingFactory
from people.tests.factories import UserFactory
from reviews.models import Review
from reviews.tests.factories import (
    NOW,
    make_pairing_with_case,
    sent_review,
)

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user)
    return client


def test_pick_case_shows_active_and_solved_cases_of_the_owner(client):
    pairing, case = make_pairing_with_case()
    stranger = CaseFactory()
    page = signed_in(client, pairing.reviewer).get(reverse("pick_case", args=[pairing.pk]))
    assert case.subject in page.text
    assert stranger.subject not in page.text


@pytest.mark.parametrize(("bodies", "messages"), [([], 1), (["First."], 1), (["Then."], 2)])
def test_pick_case_counts_messages_as_the_form_beside_the_case_does(client, bodies, messages):
    pairing, case = make_pairing_with_case()
    Case.objects.filter(pk=case.pk).update(description="First.")
    for body in bodies:
        CommentFactory(case=case, body=body)
    page = signed_in(client, pairing.reviewer).get(reverse("pick_case", args=[pairing.pk]))
    offered = page.context["active"] + page.context["solved"] + page.context["without_reply"]
    assert [row.messages for row in offered] == [messages]


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_pick_case_by_anybody_else_is_not_found(client, who):
    pairing, _ = make_pairing_with_case()
    user = pairing.owner if who == "owner" else UserFactory()
    assert signed_in(client, user).get(reverse("pick_case", args=[pairing.pk])).status_code == 404


def test_pick_case_search_without_a_hit_offers_the_way_back(client):
    pairing, _ = make_pairing_with_case()
    page = signed_in(client, pairing.reviewer).get(
        reverse("pick_case", args=[pairing.pk]), {"q": "zebra\x00"}
    )
    assert "No case matches “zebra”" in page.text


def test_pick_case_with_nothing_at_all_offers_to_skip(client):
    pairing = PairingFactory()
    page = signed_in(client, pairing.reviewer).get(reverse("pick_case", args=[pairing.pk]))
    assert "Skip: no case" in page.text


def test_pick_case_marks_what_was_reviewed_lately_without_a_name(client, time_machine):
    time_machine.move_to(NOW)
    pairing, case = make_pairing_with_case()
    sent_review(
        case=case, pairing=PairingFactory(owner=pairing.owner, reviewer__name="Zelda Quist")
    )
    page = signed_in(client, pairing.reviewer).get(reverse("pick_case", args=[pairing.pk]))
    assert "Reviewed recently" in page.text
    assert "Zelda" not in page.text


def test_pick_case_costs_the_same_at_one_and_three_cases(client, django_assert_max_num_queries):
    pairing, case = make_pairing_with_case()
    signed_in(client, pairing.reviewer)
    url = reverse("pick_case", args=[pairing.pk])
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    for other in CaseFactory.create_batch(2, owner=pairing.owner):
        CommentFactory.create_batch(2, case=other)
    with django_assert_max_num_queries(12) as three:
        client.get(url)
    assert len(one) == len(three)


@pytest.mark.parametrize("case", ["0", "", "x", "9" * 30, "١"])
def test_start_with_a_forged_case_is_not_found(client, case):
    pairing, _ = make_pairing_with_case()
    assert (
        signed_in(client, pairing.reviewer)
        .post(reverse("start_review", args=[pairing.pk]), {"case": case})
        .status_code
        == 404
    )


def test_start_twice_leads_to_one_draft(client):
    pairing, case = make_pairing_with_case()
    signed_in(client, pairing.reviewer)
    places = {
        client.post(reverse("start_review", args=[pairing.pk]), {"case": case.pk}).url
        for _ in range(2)
    }
    assert places == {reverse("review_edit", args=[Review.objects.get().pk])}


def test_discarded_draft_leads_back_to_the_cases_and_not_to_itself(client):
    pairing, case = make_pairing_with_case()
    signed_in(client, pairing.reviewer)
    client.post(reverse("start_review", args=[pairing.pk]), {"case": case.pk})
    discarded = Review.objects.get()
    place = client.post(reverse("review_discard", args=[discarded.pk])).url
    page = client.get(place)
    assert page.status_code == 200
    assert "Review this" in page.text
    started = client.post(reverse("start_review", args=[pairing.pk]), {"case": case.pk})
    draft = Review.objects.exclude(pk=discarded.pk).get()
    assert started.url == client.get(place).url == reverse("review_edit", args=[draft.pk])


def test_case_without_a_reply_is_listed_last_and_never_drawn(client):
    pairing, replied = make_pairing_with_case()
    CommentFactory(case=replied, author=pairing.owner)
    new = CommentFactory(case__owner=pairing.owner).case
    page = signed_in(client, pairing.reviewer).get(reverse("pick_case", args=[pairing.pk]))
    assert page.context["active"] == [replied]
    assert page.context["without_reply"] == [new]
    assert page.context["random"] == replied
    CommentFactory(case=new, is_public=False)
    page = client.get(reverse("pick_case", args=[pairing.pk]))
    assert not page.context["without_reply"]
