"""The page of pairs to avoid, only for people who manage the pool."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pairing.models import Exclusion, Pool
from pairing.tests.factories import (
    MONDAY,
    NOW,
    ExclusionFactory,
    PoolFactory,
    drawn_pool,
    people_of,
)
from people.tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
BUDGET = 12


@pytest.fixture
def pool():
    pool = PoolFactory()
    for name in ("Ana Duarte", "Bo Lindqvist", "Cai Morgan", "Dee Okafor"):
        pool.memberships.create(user=UserFactory(name=name), first_day=MONDAY)
    return pool


def url(pool, name="exclusions", *args):
    return reverse(name, args=[pool.slug, *args])


def posted(**changes):
    rule = {
        "first": "Ana Duarte",
        "second": "bo lindqvist",
        "strength": "hard",
        "direction": "both",
    }
    return rule | {"until": "", "reason": ""} | changes


def test_exclusions_without_any_say_what_they_are_for(client, coordinator, pool):
    page = client.get(url(pool))
    assert "No other pairs to avoid" in page.text
    assert "nobody in this pool manages another member" in page.text
    assert "everyone still has 3 possible partners" in page.text


def test_exclusions_are_added_by_name_or_address(client, coordinator, pool):
    ana, bo, *_ = people_of(pool)
    rule = posted(
        second=f"Bo <{bo.email}>",
        strength="soft",
        direction="one_way",
        until="2026-12-31",
        reason=" Mentors ",
    )
    page = client.post(url(pool), rule, follow=True)
    row = Exclusion.objects.get()
    assert (row.first, row.second, row.strength, row.is_symmetric) == (ana, bo, "soft", False)
    assert row.created_by == coordinator
    for words in ("Saved.", "Rather not", "Mentors", "31 Dec", coordinator.name):
        assert words in page.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"first": ""}, "Name a person"),
        ({"first": "Zoe"}, "Nobody in this pool is called “Zoe”"),
        ({"second": "ANA DUARTE"}, "Nobody reviews themselves anyway"),
        ({"strength": "maybe"}, "not one of the available choices"),
        ({"direction": ""}, "required"),
        ({"until": "2026-11-17"}, "That day is in the past"),
        ({"until": "soon"}, "valid date"),
        ({"reason": "x" * 201}, "at most 200"),
        ({"reason": "a\x00b"}, "Null characters"),
        ({"first": "\x00"}, "Null characters"),
        ({"first": "<script>alert(1)</script>"}, "Nobody in this pool"),
        ({"first": "🎉" * 300}, "Nobody in this pool"),
        ({"first": "x" * 1_000_000}, "at most 400"),
    ],
)
def test_exclusions_with_bad_input_say_so_and_keep_the_rest(
    client, coordinator, pool, change, sentence
):
    response = client.post(url(pool), posted(**change))
    assert response.status_code == 422
    assert sentence in response.text
    assert "<script>alert" not in response.text
    assert "bo lindqvist" in response.text or "second" in change
    assert not Exclusion.objects.exists()


def test_exclusions_of_two_with_one_name_ask_for_the_address(client, coordinator, pool):
    twin = UserFactory(name="Ana Duarte")
    pool.memberships.create(user=twin, first_day=MONDAY)
    assert "2 people are called “Ana Duarte”" in client.post(url(pool), posted()).text
    assert client.post(url(pool), posted(first=twin.email)).status_code == 302


def test_exclusion_of_two_who_have_one_is_a_conflict_in_words(client, coordinator, pool):
    client.post(url(pool), posted())
    response = client.post(url(pool), posted(first="Bo Lindqvist", second="Ana Duarte"))
    assert response.status_code == 409
    assert "End that one first" in response.text


def test_exclusion_is_ended_and_brought_back_by_one_click(client, coordinator, pool):
    ana, bo, *_ = people_of(pool)
    rule = ExclusionFactory(pool=pool, first=ana, second=bo)
    page = client.post(url(pool, "exclusion_end", rule.pk), follow=True)
    assert "Ana and Bo can be paired again" in page.text
    assert "Recently ended" in page.text
    assert client.post(url(pool, "exclusion_end", rule.pk)).status_code == 409
    page = client.post(url(pool, "exclusion_restore", rule.pk), follow=True)
    assert "The rule is active again" in page.text
    assert "Recently ended" not in page.text


def test_exclusion_that_is_over_is_listed_as_over(client, coordinator, pool):
    ana, bo, *_ = people_of(pool)
    ExclusionFactory(pool=pool, first=ana, second=bo, until=NOW.date() - timedelta(days=3))
    page = client.get(url(pool))
    assert "expired" in page.text
    assert "everyone still has 3 possible partners" in page.text


def test_exclusions_tell_at_once_when_somebody_has_hardly_anybody_left(client, coordinator, pool):
    ana, bo, cai, dee = people_of(pool)
    for other in (bo, cai):
        ExclusionFactory(pool=pool, first=ana, second=other)
    assert "Ana has only Dee left" in client.get(url(pool)).text
    ExclusionFactory(pool=pool, first=dee, second=ana)
    assert "nobody is left for Ana" in client.get(url(pool)).text


def test_manager_and_report_are_listed_and_can_be_switched_off(client, pool):
    ana, bo, *_ = people_of(pool)
    lead = UserFactory()
    pool.leads.add(lead)
    client.force_login(lead)
    MembershipFactory(user=bo, manager=ana)
    assert "By default: Ana and Bo" in " ".join(client.get(url(pool)).text.split())
    page = client.post(url(pool, "exclusions_managers"), {"on": "no"}, follow=True)
    assert "can be paired" in page.text
    assert not Pool.objects.get().avoids_managers
    client.post(url(pool, "exclusions_managers"), {"on": "yes"})
    assert Pool.objects.get().avoids_managers


@pytest.mark.parametrize(
    "who", ["member", "one of the two", "stranger", "lead elsewhere", "manager"]
)
def test_exclusions_are_not_found_by_anybody_else(client, pool, who):
    ana, bo, cai, dee = people_of(pool)
    rule = ExclusionFactory(pool=pool, first=ana, second=bo)
    user = {"member": cai, "one of the two": ana}.get(who) or UserFactory()
    if who == "lead elsewhere":
        PoolFactory().leads.add(user)
    if who == "manager":
        MembershipFactory(user=ana, manager=user)
    client.force_login(user)
    assert client.get(url(pool)).status_code == 404
    assert client.post(url(pool), posted()).status_code == 404
    assert client.post(url(pool, "exclusions_managers"), {"on": "no"}).status_code == 404
    for name in ("exclusion_end", "exclusion_restore"):
        assert client.post(url(pool, name, rule.pk)).status_code == 404


def test_exclusion_is_not_found_under_another_pool(client, coordinator, pool):
    ana, bo, *_ = people_of(pool)
    rule = ExclusionFactory(pool=pool, first=ana, second=bo)
    assert client.post(url(PoolFactory(), "exclusion_end", rule.pk)).status_code == 404


def test_pages_of_members_say_nothing_of_an_exclusion(client):
    pool, drawn = drawn_pool(4)
    one, other, member, _ = people_of(pool)
    rule = ExclusionFactory(pool=pool, first=one, second=other, reason="They share a flat")
    client.force_login(member)
    for address in (
        reverse("pool", args=[pool.slug]),
        reverse("draw", args=[pool.slug, MONDAY]),
        reverse("draw", args=[pool.slug, MONDAY + timedelta(days=7)]),
        reverse("draws"),
    ):
        text = client.get(address).text
        assert not [
            words
            for words in (rule.reason, "to avoid", "kept apart", "exclusions")
            if words in text
        ]


def test_exclusions_cost_the_same_for_one_and_for_three(client, coordinator):
    costs = []
    for number in (1, 3):
        pool = PoolFactory(members=2 * number + 1)
        people = people_of(pool)
        for at in range(number):
            ended = NOW if at else None
            ExclusionFactory(
                pool=pool, first=people[2 * at], second=people[2 * at + 1], ended_at=ended
            )
            MembershipFactory(user=people[2 * at], manager=people[2 * at + 1])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(pool)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= BUDGET
