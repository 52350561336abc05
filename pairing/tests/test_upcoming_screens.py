"""The page of an upcoming draw: its people, and a rehearsal for those who manage the pool."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pairing.models import Cycle, Draw, Pairing, Pool
from pairing.queries import explanations, upcoming
from pairing.tests.factories import MONDAY, ExclusionFactory, PoolFactory, drawn_pool, people_of
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NEXT = MONDAY + timedelta(days=7)
BUDGET = 12


def address(pool, monday=NEXT, query=""):
    return reverse("draw", args=[pool.slug, monday]) + query


def test_rehearsal_shows_figures_totals_and_rules(client, coordinator):
    pool, _ = drawn_pool(7)
    one, other, *_ = people_of(pool)
    ExclusionFactory(pool=pool, first=one, second=other)
    text = " ".join(client.get(address(pool)).text.split())
    for words in (
        "A rehearsal",
        "throwaway seed",
        "<b>7 of 7</b>nobody sits out",
        "Repeats too soon<b>0</b>",
        "Equally good draws<b>",
        "7 pairs",
        "1 pair to avoid",
        "1 earlier cycle",
        "Pairs rather not drawn",
    ):
        assert words in text


def test_rehearsal_keeps_nothing_and_never_tells_or_takes_the_sealed_seed(client, coordinator):
    pool = PoolFactory(members=5)
    pages = [client.get(address(pool, query="?rehearse=1")).text for _ in range(3)]
    fresh = Pool.objects.get(pk=pool.pk)
    assert (fresh.sealed_seed, fresh.sealed_salt) == (pool.sealed_seed, pool.sealed_salt)
    assert not [text for text in pages if pool.sealed_seed in text or pool.sealed_salt in text]
    assert not [model for model in (Cycle, Draw, Pairing) if model.objects.exists()]


def test_upcoming_page_shows_members_who_is_in_it_and_no_rehearsal(client):
    pool = PoolFactory(members=4)
    away, member, *others = people_of(pool)
    AbsenceFactory(user=away, first_day=NEXT, last_day=NEXT + timedelta(days=6))
    client.force_login(member)
    page = client.get(address(pool, query="?rehearse=1"))
    assert "A rehearsal" not in page.text
    assert "A possible result" not in page.text
    assert "3 of 4" in page.text
    assert "Sits out this draw." in page.text
    assert all(person.name in page.text for person in (away, *others))


def test_rehearsal_of_many_is_shown_when_asked_for(client, coordinator, monkeypatch):
    monkeypatch.setattr(upcoming, "REHEARSED_AT_ONCE", 3)
    pool = PoolFactory(members=4)
    page = client.get(address(pool))
    assert "Drawing 4 people" in page.text
    assert "A possible result" not in page.text
    assert "A possible result" in client.get(address(pool, query="?rehearse=1")).text


def test_rehearsal_says_whom_the_rules_leave_without_a_partner(client, coordinator):
    pool = PoolFactory(members=2)
    one, other = people_of(pool)
    ExclusionFactory(pool=pool, first=one, second=other)
    assert "The rules leave no partner for" in client.get(address(pool)).text


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (0, "Nobody is in this pool yet"),
        (1, "is available: nobody to pair with"),
        (2, "review each other"),
    ],
)
def test_upcoming_page_of_a_few_people_says_what_that_means(client, coordinator, members, sentence):
    assert sentence in client.get(address(PoolFactory(members=members))).text


def test_upcoming_page_of_a_pool_where_all_are_away_says_so(client, coordinator):
    pool = PoolFactory(members=2)
    for person in people_of(pool):
        AbsenceFactory(user=person, first_day=NEXT, last_day=NEXT + timedelta(days=6))
    assert "Everyone in this pool sits out this cycle" in client.get(address(pool)).text


def test_upcoming_page_of_too_many_advises_to_split_the_pool(client, coordinator, monkeypatch):
    monkeypatch.setattr(explanations, "MOST_PEOPLE", 3)
    pool = PoolFactory(members=4)
    assert "split it, for example by team" in client.get(address(pool)).text
    response = client.post(reverse("draw_now", args=[pool.slug, NEXT]))
    assert (response.status_code, "split it" in response.text) == (409, True)


@pytest.mark.parametrize("who", ["member", "lead", "coordinator"])
def test_upcoming_page_costs_the_same_for_two_and_for_nine(client, who):
    costs = []
    for members in (2, 9):
        pool, _ = drawn_pool(members)
        people = people_of(pool)
        user = UserFactory(coordinator=True) if who == "coordinator" else people[0]
        if who == "lead":
            pool.leads.add(user)
        AbsenceFactory(user=people[1], first_day=NEXT, last_day=NEXT)
        ExclusionFactory(pool=pool, first=people[0], second=people[-1], strength="soft")
        client.force_login(user)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(pool)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= BUDGET
