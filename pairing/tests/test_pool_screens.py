"""The pages of pools: list, making one, settings, people."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pairing.models import Pool
from pairing.tests.factories import (
    MONDAY,
    NOW,
    ExclusionFactory,
    PoolFactory,
    drawn_pool,
    people_of,
)
from people.tests.factories import AbsenceFactory, OrganisationFactory, UserFactory
from rubrics.models import Rubric

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
BUDGET = 12


def posted(**changes):
    return {
        "name": "Global Support",
        "cadence_kind": "weekly",
        "weekly_from": "",
        "first_monday": "2026-11-23",
        "announce_hour": "9",
        "time_zone": "Europe/Lisbon",
        "country": "PT",
        "reviews_each": "1",
        "visibility": "pair",
        "rubric": Rubric.objects.get().pk,
    } | changes


def url(pool, name="pool", *args):
    return reverse(name, args=[pool.slug, *args])


def test_pools_shows_own_pools_to_a_member(client):
    pool = PoolFactory(members=2)
    other = PoolFactory(members=2, name="Elsewhere")
    client.force_login(people_of(pool)[0])
    page = client.get(reverse("pools"))
    assert pool.name in page.text
    assert other.name not in page.text
    assert "New pool" not in page.text


def test_pools_without_any_says_what_one_is_or_who_can_help(client, coordinator):
    assert "Create the first pool" in client.get(reverse("pools")).text
    client.force_login(UserFactory())
    assert "You are not in a pool yet" in client.get(reverse("pools")).text


def test_new_pool_starts_from_the_organisation(client, coordinator):
    OrganisationFactory(time_zone="Europe/Lisbon", country="PT")
    page = client.get(reverse("pool_new"))
    assert '<option value="Europe/Lisbon" selected>' in page.text
    assert '<option value="PT" selected>' in page.text
    assert '<option value="2026-11-23" selected>' in page.text


def test_new_pool_is_made_and_leads_to_its_members(client, coordinator):
    response = client.post(reverse("pool_new"), posted(), follow=True)
    pool = Pool.objects.get()
    assert response.redirect_chain[-1][0] == url(pool)
    assert (pool.name, pool.first_monday, pool.country) == (
        "Global Support",
        date(2026, 11, 23),
        "PT",
    )
    assert "Nobody is in this pool yet" in response.text


def test_new_pool_that_starts_slow_changes_on_a_day(client, coordinator):
    client.post(reverse("pool_new"), posted(cadence_kind="slow", weekly_from="2027-02-01"))
    pool = Pool.objects.get()
    assert (pool.cadence, pool.change_on, pool.changed_cadence) == (
        "biweekly",
        date(2027, 2, 1),
        "weekly",
    )
    assert '<option value="2026-11-23" selected>' in client.get(url(pool)).text
    assert 'value="2027-02-01"' in client.get(url(pool)).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "required"),
        ({"name": "a\x00b"}, "Null characters"),
        ({"name": "x" * 81}, "at most 80"),
        ({"name": "Taken"}, "already exists"),
        ({"time_zone": "Mars/Olympus"}, "not one of the available choices"),
        ({"country": "XX"}, "not one of the available choices"),
        ({"first_monday": "2026-11-24"}, "not one of the available choices"),
        ({"announce_hour": "24"}, "not one of the available choices"),
        ({"reviews_each": "0"}, "greater than or equal to 1"),
        ({"reviews_each": "99"}, "less than or equal to 5"),
        ({"cadence_kind": "slow"}, "the first day of weekly draws"),
        ({"cadence_kind": "slow", "weekly_from": "2026-01-01"}, "next twelve months"),
        ({"cadence_kind": "slow", "weekly_from": "soon"}, "valid date"),
        ({"visibility": "world"}, "not one of the available choices"),
        ({"rubric": "77777"}, "not one of the available choices"),
    ],
)
def test_new_pool_with_bad_input_says_so_and_keeps_the_rest(client, coordinator, change, sentence):
    PoolFactory(name="Taken")
    response = client.post(reverse("pool_new"), posted(**change))
    assert response.status_code == 422
    assert sentence in response.text
    assert Pool.objects.count() == 1


@pytest.mark.parametrize("name", ["ملعب الدعم", "🎉 Party", "new"])
def test_new_pool_takes_any_name(client, coordinator, name):
    client.post(reverse("pool_new"), posted(name=name))
    pool = Pool.objects.get()
    assert pool.name == name
    assert client.get(url(pool)).status_code == 200


def test_new_pool_by_anybody_else_is_forbidden(client):
    client.force_login(UserFactory())
    assert client.get(reverse("pool_new")).status_code == 403
    assert client.post(reverse("pool_new"), posted()).status_code == 403
    assert not Pool.objects.exists()


def test_pool_settings_are_saved_by_a_lead(client):
    pool = PoolFactory()
    lead = UserFactory()
    pool.leads.add(lead)
    client.force_login(lead)
    response = client.post(url(pool), posted(visibility="team"), follow=True)
    assert "from the next draw" in response.text
    assert Pool.objects.get().visibility == "team"
    assert Pool.objects.get().slug == pool.slug


def test_pool_settings_tell_the_next_draw_in_other_zones(client, coordinator):
    pool = PoolFactory(
        members=3, members__time_zone="America/New_York", time_zone="Europe/Lisbon", reviews_each=2
    )
    page = client.get(url(pool))
    assert "04:00 in New York" in page.text
    assert "2 reviews each" in page.text


def test_pool_settings_refuse_more_reviews_each_than_there_are_colleagues(client, coordinator):
    pool = PoolFactory(members=3)
    response = client.post(url(pool), posted(reviews_each="3"))
    assert response.status_code == 422
    assert "With 3 people, everyone has 2 to review: choose 2 at most." in response.text
    assert client.post(url(pool), posted(reviews_each="2")).status_code == 302


def test_pool_settings_say_when_fewer_reviews_each_can_be_had_and_save_all_the_same(
    client, coordinator
):
    pool = PoolFactory(members=2, reviews_each=4)
    assert "one review each, as there are no more colleagues" in client.get(url(pool)).text
    assert client.post(url(pool), posted(reviews_each="4", announce_hour="7")).status_code == 302
    assert Pool.objects.get().announce_hour == 7


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("#Peer-Reviews ", "#peer-reviews"),
        ("отзывы_2", "#отзывы_2"),
        ("  ", ""),
        ("#", ""),
        ("C02BE9", "#c02be9"),
    ]
    + [("C024BE91L", "C024BE91L")],
)
def test_pool_settings_keep_the_channel_as_slack_spells_it(client, coordinator, typed, kept):
    pool = PoolFactory(members=1)
    client.post(url(pool), posted(channel=typed))
    assert Pool.objects.get().channel == kept
    client.force_login(people_of(pool)[0])
    assert ("<dt>Channel</dt>" in client.get(url(pool)).text) == bool(kept)


@pytest.mark.parametrize("typed", ["peer reviews", "<b>", "x" * 81, "a\x00b", "two\nlines", "a.b"])
def test_pool_settings_refuse_what_is_no_channel(client, coordinator, typed):
    pool = PoolFactory()
    assert client.post(url(pool), posted(channel=typed)).status_code == 422
    assert Pool.objects.get().channel == ""


def test_pool_settings_lead_to_the_pairs_to_avoid_and_count_them(client, coordinator):
    pool = PoolFactory(members=4)
    one, two, three, four = people_of(pool)
    ExclusionFactory(pool=pool, first=one, second=two)
    ExclusionFactory(pool=pool, first=three, second=four, until=NOW.date() - timedelta(days=1))
    page = client.get(url(pool))
    assert "1 rule for pairs. Managers and the people they manage are never paired." in " ".join(
        page.text.split()
    )
    assert url(pool, "exclusions") in page.text
    client.force_login(one)
    assert "for pairs" not in client.get(url(pool)).text


def test_pool_about_says_the_cadence_and_its_change(client):
    pool = PoolFactory(
        members=1, cadence="biweekly", change_on=date(2027, 2, 1), changed_cadence="weekly"
    )
    client.force_login(people_of(pool)[0])
    assert "Every two weeks, every week from 1 February 2027" in client.get(url(pool)).text
    Pool.objects.update(change_on=MONDAY)
    assert "Every week" in client.get(url(pool)).text


def test_pool_settings_after_a_draw_keep_the_first_cycle(client, coordinator):
    pool, _ = drawn_pool(3)
    assert "First cycle" not in client.get(url(pool)).text
    client.post(url(pool), posted(cadence_kind="biweekly"))
    assert Pool.objects.get().first_monday == MONDAY + timedelta(days=7)


def test_pool_settings_with_bad_input_keep_name_and_typed_text(client, coordinator):
    pool = PoolFactory(name="Before")
    response = client.post(url(pool), posted(name="After", reviews_each="many"))
    assert response.status_code == 422
    assert 'value="After"' in response.text
    assert "<h1>Before</h1>" in response.text
    assert "Changed: Name" in response.text


def test_pool_page_for_a_member_reads_and_changes_nothing(client):
    pool = PoolFactory(members=2)
    client.force_login(people_of(pool)[0])
    page = client.get(url(pool))
    assert "Save settings" not in page.text
    assert "How it works" in page.text
    assert client.post(url(pool), posted()).status_code == 403


@pytest.mark.parametrize("name", ["pool", "pool_members_add", "pool_lead_add"])
def test_pool_pages_are_not_found_by_strangers(client, name):
    pool = PoolFactory(members=2)
    client.force_login(UserFactory())
    assert client.post(url(pool, name)).status_code == 404


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["coordinator", "lead", "member"])
def test_pool_page_costs_the_same_for_one_and_for_three(client, who):
    costs = []
    for members in (1, 3):
        pool = PoolFactory(members=members)
        pool.leads.set(people_of(pool)[1:])
        AbsenceFactory(user=people_of(pool)[0], first_day=MONDAY, last_day=MONDAY)
        user = (
            people_of(pool)[0] if who == "member" else UserFactory(coordinator=who == "coordinator")
        )
        if who == "lead":
            pool.leads.add(user)
        client.force_login(user)
        costs.append(queries_of(client, url(pool)))
    assert costs[0] == costs[1] <= BUDGET


def test_pools_list_costs_the_same_for_one_and_for_three(client, coordinator):
    costs = []
    for more in (1, 2):
        PoolFactory.create_batch(more, members=2)
        costs.append(queries_of(client, reverse("pools")))
    assert costs[0] == costs[1] <= BUDGET
