"""The review history: what it finds, each review's status, and what it never shows."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from cases.models import Case
from cases.tests.factories import CaseFactory
from core.weeks import WEEK
from pairing.tests.factories import CycleFactory, DrawFactory, PairingFactory
from people.tests.factories import TeamFactory, UserFactory
from reviews import actions
from reviews.filters import ReviewFilters
from reviews.models import Review
from reviews.states import DISCARDED_FOR
from reviews.tests.factories import NOW, ReviewFactory, sent_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client, time_machine):
    time_machine.move_to(NOW)
    user = UserFactory(name="Hana Kim")
    client.force_login(user)
    return user


@pytest.fixture
def page(client):
    def page(**params):
        return client.get(reverse("reviews"), params)

    return page


def received(me, **fields):
    return sent_review(pairing=PairingFactory(owner=me), **fields)


def discarded(me, at=NOW):
    draft = Review.objects.get(pk=ReviewFactory(pairing=PairingFactory(reviewer=me)).pk)
    return actions.discard_review(draft, by=me, now=at)


def of_cycle(me, monday, **pair):
    cycle = CycleFactory(monday=monday, ends_on=monday + WEEK)
    return sent_review(pairing=PairingFactory(owner=me, draw=DrawFactory(cycle=cycle), **pair))


@pytest.mark.parametrize("word", ["Ålesund", "4826", "pod is KILLED", "Nygård"])
def test_reviews_are_found_by_case_customer_and_person(me, page, word):
    case = CaseFactory(
        owner=me, number="4826", subject="Until the pod is killed", customer__name="Ålesund Energi"
    )
    review = sent_review(case=case, pairing=PairingFactory(owner=me, reviewer__name="Lars Nygård"))
    other = received(me)
    rows = page(q=word).context["rows"].object_list
    assert [row.pk for row in rows] == [review.pk] != [other.pk]


def test_reviews_are_found_by_the_other_one_and_not_by_oneself(me, page):
    review = received(me)
    assert page(person=review.reviewer_id).context["rows"].object_list == [review]
    assert not page(person=me.pk).context["rows"].object_list
    assert not page(q="Hana").context["rows"].object_list


def test_reviews_are_found_by_the_monday_of_their_cycle(me, page):
    first = of_cycle(me, date(2026, 10, 5))
    _ = of_cycle(me, date(2026, 10, 12))
    shown = page(cycle="2026-10-05")
    assert shown.context["rows"].object_list == [first]
    assert shown.context["cycles"] == [date(2026, 10, 12), date(2026, 10, 5)]


def test_reviews_of_others_are_in_no_list_whatever_is_asked(me, page):
    theirs = sent_review(
        pairing=PairingFactory(reviewer=UserFactory(team=TeamFactory(), team__manager=me))
    )
    draft = ReviewFactory(pairing=PairingFactory(owner=me))
    asked = [
        {},
        {"q": theirs.case.subject},
        {"person": theirs.owner_id},
        {"person": draft.reviewer_id, "q": ""},
    ]
    for params in [
        one | {"side": side} for one in asked for side in ("given", "received", "discarded")
    ]:
        shown = page(**params)
        assert not shown.context["rows"].object_list
        assert not shown.context["people"]


def test_reviews_a_manager_may_read_are_not_their_own(me, page):
    pairing = PairingFactory(
        reviewer=UserFactory(team=TeamFactory(), team__manager=me),
        draw__cycle__pool__visibility="managers",
    )
    review = sent_review(pairing=pairing)
    assert Review.objects.visible_to(me).get() == review
    for side in ("received", "given"):
        assert not page(side=side).context["rows"].object_list


@pytest.mark.parametrize("side", ["received", "given"])
def test_reviews_say_what_became_of_each(me, page, side):
    role = {"owner": me} if side == "received" else {"reviewer": me}
    review = sent_review(pairing=PairingFactory(**role))
    assert {"received": "To read", "given": "Sent, not opened yet"}[side] in page(side=side).text
    actions.open_review(review, by=review.owner, now=NOW)
    assert {"received": "Read, not acknowledged", "given": "Read <time"}[side] in page(
        side=side
    ).text
    actions.add_comment(review, body="How so?", by=review.reviewer, now=NOW)
    actions.mark_used(review, by=review.owner, now=NOW)
    actions.acknowledge_review(review, by=review.owner, now=NOW)
    text = " ".join(page(side=side).text.split())
    assert all(words in text for words in ("Acknowledged <time", "1 open thread <", "</svg> Used"))


def test_reviews_count_no_thread_that_is_settled_or_taken_back(me, page):
    review = received(me)
    settled, gone = (actions.add_comment(review, body="So?", by=me, now=NOW) for _ in range(2))
    actions.resolve_thread(settled, by=me, now=NOW)
    actions.delete_comment(gone, by=me, now=NOW)
    assert "open thread" not in page().text


def test_reviews_closed_by_rule_say_so(me, page):
    actions.close_unacknowledged(received(me), by=UserFactory(), now=NOW)
    assert "Closed automatically, not opened" in page().text


def test_reviews_discarded_are_under_a_quiet_link_as_long_as_they_are_kept(
    me, page, client, time_machine
):
    review = discarded(me)
    shown = page(side="given")
    assert not shown.context["rows"].object_list
    assert "Drafts you discarded" in shown.text
    assert page(side="discarded").context["rows"].object_list == [review]
    time_machine.move_to(NOW + DISCARDED_FOR)
    client.force_login(me)
    assert not page(side="discarded").context["rows"].object_list
    assert "Drafts you discarded" not in page(side="given").text


def test_reviews_without_a_hit_offer_the_way_on(me, page):
    received(me)
    text = page(q="zebra\x00").text
    assert "No review matches" in text
    assert "See what you gave" in text
    assert 'href="?side=received"' in text


@pytest.mark.parametrize("side", ["received", "given", "discarded"])
def test_reviews_without_any_ask_for_no_filters(me, page, side):
    text = page(side=side).text
    assert "Search your reviews" not in text
    assert "empty" in text


def test_reviews_are_paged_and_the_pages_keep_the_filters(me, page):
    for _ in range(26):
        received(me, case=CaseFactory(owner=me, subject="SAML login loops"))
    text = page(q="saml").text
    assert 'href="?q=saml&amp;page=2"' in text
    assert "Page 2 of 2" in page(q="saml", page="2").text
    assert page(page="9").context["rows"].number == 2


@pytest.mark.parametrize(
    "params", ["side=theirs", "person=x", "person=٣", "cycle=2026-W47-1", "cycle=20261116", "q=%00"]
)
def test_filters_leave_out_what_is_unknown(params):
    assert ReviewFilters.read(QueryDict(params)) == ReviewFilters()


def test_filters_survive_their_own_link():
    filters = ReviewFilters.read(QueryDict("side=given&q=a+b&person=3&cycle=2026-11-16"))
    assert ReviewFilters.read(QueryDict(filters.link().removeprefix("?"))) == filters
    assert [words for _, words in filters.labelled_chips([(3, "Ana")])] == [
        "“a b”",
        "Ana",
        "Cycle of 16 November 2026",
    ]


def test_reviews_cost_the_same_with_every_filter_set(me, page, django_assert_max_num_queries):
    monday = date(2026, 11, 9)
    review = of_cycle(me, monday)
    params = {"q": review.reviewer.name, "person": review.reviewer_id, "cycle": monday}
    with django_assert_max_num_queries(12) as one:
        page(**params)
    for _ in range(2):
        of_cycle(me, monday, reviewer=review.reviewer)
    with django_assert_max_num_queries(12) as three:
        assert len(page(**params).context["rows"]) == 3
    assert len(one) == len(three)


def test_review_discarded_says_until_when_it_can_be_read(me, client):
    review = discarded(me, at=NOW - timedelta(days=1))
    assert "Monday 15 February 2027" in client.get(reverse("review", args=[review.pk])).text
    assert ">Mon 15 Feb 2027<" in client.get(reverse("reviews"), {"side": "discarded"}).text


def test_review_links_to_its_wording_of_the_rubric(me, client):
    review = received(me)
    version = review.rubric_version
    link = reverse("rubric_version", args=[version.rubric_id, version.number])
    assert f'href="{link}"' in client.get(reverse("review", args=[review.pk])).text
    assert client.get(link).status_code == 200


def test_review_says_that_its_case_changed_hands(me, client):
    review = received(me)
    Case.objects.filter(pk=review.case_id).update(owner=UserFactory())
    assert (
        "The case has a new owner. The review stays yours."
        in client.get(f"/reviews/{review.pk}/").text
    )


def test_review_of_a_deleted_case_stays_and_leads_nowhere_else(me, client, page):
    review = received(me)
    Case.objects.filter(pk=review.case_id).update(deleted_at=NOW)
    text = client.get(f"/reviews/{review.pk}/").text
    assert "This case was deleted in the helpdesk" in text
    assert reverse("case", args=[review.case_id]) not in text
    assert page().context["rows"].object_list == [review]


def test_review_closed_by_rule_says_why_to_both(me, client):
    review = received(me)
    actions.close_unacknowledged(review, by=UserFactory(), now=NOW)
    assert "It was closed automatically, 14 days after" in client.get(f"/reviews/{review.pk}/").text
    client.force_login(review.reviewer)
    assert "Nobody acknowledged it in the 14 days" in client.get(f"/reviews/{review.pk}/").text
