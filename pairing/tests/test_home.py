"""My week of leads and coordinators: what needs them, and how far each pool is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.weeks import monday_of
from pairing.queries.home import lead_hero
from pairing.states import PairingState
from pairing.tests.factories import (
    CycleFactory,
    DrawFactory,
    PairingFactory,
    PoolFactory,
    PoolMembershipFactory,
)
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def lead():
    return UserFactory(name="Nadia Rossi", last_login=timezone.now())


@pytest.fixture
def pool(lead):
    pool = PoolFactory(name="Global Support")
    pool.leads.add(lead)
    return pool


@pytest.fixture
def now():
    return timezone.now()


def running_draw(pool, now):
    monday = monday_of(timezone.localdate(now))
    ends_on = monday + timedelta(days=7)
    cycle = CycleFactory(pool=pool, monday=monday, ends_on=ends_on, due_at=now + timedelta(days=3))
    return DrawFactory(cycle=cycle)


def test_lead_hero_counts_the_reviews_of_the_running_cycle(lead, pool, now):
    draw = running_draw(pool, now)
    PairingFactory(draw=draw, state=PairingState.DONE, ended_at=now)
    PairingFactory(draw=draw)
    home = lead_hero(lead, now).context["pools"][0]
    assert (home.progress.sent, home.progress.due) == (1, 2)
    assert home.url == reverse("draw", args=[pool.slug, draw.cycle.monday])


def test_lead_hero_of_somebody_who_leads_no_pool_is_none(pool, now):
    assert lead_hero(UserFactory(), now) is None


def test_lead_hero_names_a_pair_that_an_absence_breaks(lead, pool, now):
    pairing = PairingFactory(draw=running_draw(pool, now))
    cycle = pairing.draw.cycle
    AbsenceFactory(user=pairing.reviewer, first_day=cycle.monday, last_day=cycle.ends_on)
    need = lead_hero(lead, now).context["need"]
    assert need.pairing == pairing
    assert need.leave_url == reverse("leave_pairing", args=[pairing.pk])


def test_lead_hero_says_who_cannot_know_of_the_next_draw(lead, pool, now):
    PoolMembershipFactory(pool=pool)
    need = lead_hero(lead, now).context["need"]
    assert "1 of 1 people in Global Support" in need.title


def test_my_week_of_a_coordinator_shows_every_pool_with_what_it_needs(client, pool, now):
    running_draw(pool, now)
    PoolMembershipFactory(pool=pool)
    pool.leads.clear()
    client.force_login(UserFactory(coordinator=True))
    page = client.get("/").content.decode()
    for sentence in ("Global Support", "No lead yet: choose one", "1 of 1 has not signed in"):
        assert sentence in page
