"""The people of a pool on its pages: members, who joins later, who left, leads."""

from datetime import date

import pytest
from django.urls import reverse

from pairing.tests.factories import MONDAY, PoolFactory, PoolMembershipFactory, people_of
from people.tests.factories import AbsenceFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def url(pool, name="pool", *args):
    return reverse(name, args=[pool.slug, *args])


def test_pool_members_show_who_is_away_and_who_joined_later(client, coordinator):
    pool = PoolFactory()
    AbsenceFactory(
        user=PoolMembershipFactory(pool=pool).user, first_day=MONDAY, last_day=date(2026, 11, 20)
    )
    PoolMembershipFactory(pool=pool, first_day=date(2026, 10, 5))
    page = client.get(url(pool))
    assert "away to" in page.text
    assert "since" in page.text
    client.force_login(people_of(pool)[0])
    assert "away to" not in client.get(url(pool)).text


def test_pool_members_are_added_by_name_address_and_team(client, coordinator):
    pool = PoolFactory()
    team = TeamFactory()
    UserFactory(name="Ana Duarte")
    UserFactory(name="Lars Nygård")
    UserFactory(email="bo@support.example")
    UserFactory.create_batch(2, team=team)
    UserFactory(team=team, team__role="manager")
    response = client.post(
        url(pool, "pool_members_add"),
        {"who": "ana duarte, Bo Lind <BO@support.example>; lars", "team": team.pk},
        follow=True,
    )
    assert "5 people take part" in response.text
    assert pool.memberships.count() == 5


def test_pool_members_of_a_team_without_engineers_are_refused(client, coordinator):
    data = {"who": "", "team": TeamFactory().pk}
    response = client.post(url(PoolFactory(), "pool_members_add"), data)
    assert response.status_code == 422
    assert "This team has no engineers yet" in response.text


def test_pool_members_who_join_later_are_dated_and_drawn_from_then_on(client, coordinator):
    pool = PoolFactory()
    user = UserFactory()
    added = {"who": user.email, "first_day": "2026-12-07"}
    page = client.post(url(pool, "pool_members_add"), added, follow=True)
    assert "1 person takes part from Monday 7 December" in page.text
    assert "from <time" in page.text
    assert list(pool.memberships.on(date(2026, 12, 6))) == []
    for day in ("2026-11-17", "2028-01-01", "soon"):
        assert (
            client.post(url(pool, "pool_members_add"), added | {"first_day": day}).status_code
            == 422
        )


def test_pool_members_who_left_stay_listed_with_their_last_day(client, coordinator):
    pool = PoolFactory(members=1)
    left = PoolMembershipFactory(pool=pool, last_day=date(2026, 10, 2))
    page = client.get(url(pool))
    assert "1 person has left" in page.text
    assert left.user.name in page.text
    PoolMembershipFactory(pool=pool, user=left.user, first_day=date(2026, 11, 2))
    assert "has left" not in client.get(url(pool)).text


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("", "Name at least one person"),
        ("Nobody Here", "Nobody is called “Nobody Here”"),
        ("twin", "2 people are called “twin”"),
        ("ada", "“ada” may mean Ada Byron and Ada Lind. Use the full name."),
        ("Gone", "Nobody is called"),
        ("x\x00", "Null characters"),
        (", ".join(["a"] * 101), "At most 100"),
        ("x" * 5001, "at most 5000"),
        ("<script>alert(1)</script>", "Nobody is called"),
    ],
)
def test_pool_members_that_cannot_be_found_are_told_and_kept_in_the_box(
    client, coordinator, who, sentence
):
    pool = PoolFactory()
    UserFactory.create_batch(2, name="Twin")
    UserFactory(name="Ada Byron")
    UserFactory(name="Ada Lind")
    UserFactory(name="Gone", is_active=False)
    response = client.post(url(pool, "pool_members_add"), {"who": who})
    assert response.status_code == 422
    assert sentence in response.text
    assert "<script>alert" not in response.text
    assert not pool.memberships.exists()


def test_pool_member_is_removed_by_a_button(client, coordinator):
    pool = PoolFactory(members=2)
    user = people_of(pool)[0]
    response = client.post(url(pool, "pool_member_remove", user.pk), follow=True)
    assert f"{user.name} is no longer in this pool" in response.text
    assert client.post(url(pool, "pool_member_remove", user.pk)).status_code == 302
    assert client.post(url(pool, "pool_member_remove", 99_999_999)).status_code == 404


def test_pool_members_are_not_for_members_to_change(client):
    pool = PoolFactory(members=2)
    one, other = people_of(pool)
    client.force_login(one)
    assert client.post(url(pool, "pool_members_add"), {"who": other.email}).status_code == 403
    assert client.post(url(pool, "pool_member_remove", other.pk)).status_code == 403
    assert client.post(url(pool, "pool_lead_add"), {"lead-who": one.email}).status_code == 403
    assert client.post(url(pool, "pool_lead_remove", one.pk)).status_code == 403


def test_pool_lead_is_added_and_removed(client, coordinator):
    pool = PoolFactory()
    user = UserFactory(name="Ana Duarte")
    client.post(url(pool, "pool_lead_add"), {"lead-who": "Ana Duarte"})
    assert list(pool.leads.all()) == [user]
    assert client.post(url(pool, "pool_lead_add"), {"lead-who": "Who"}).status_code == 422
    client.post(url(pool, "pool_lead_remove", user.pk))
    assert not pool.leads.exists()


def test_pool_lead_who_leaves_the_lead_goes_to_the_draws(client):
    pool = PoolFactory()
    lead = UserFactory()
    pool.leads.add(lead)
    client.force_login(lead)
    assert client.post(url(pool, "pool_lead_remove", lead.pk)).url == reverse("draws")
