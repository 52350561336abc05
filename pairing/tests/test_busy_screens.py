"""The busy week where it is offered: on the page of a coming draw and, by its card, on My week."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pairing.actions import draw_cycle, mark_duty, take_busy_week
from pairing.models import Unavailable
from pairing.tests.factories import MONDAY, NOW, PoolFactory, drawn_pool, people_of
from people.models import User
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WEEK = timedelta(days=7)
NEXT = MONDAY + WEEK


@pytest.fixture
def pool():
    return PoolFactory(members=4)


@pytest.fixture
def member(client, pool):
    user = people_of(pool)[0]
    client.force_login(user)
    return user


def url(pool, name="busy_week", monday=NEXT):
    return reverse(name, args=[pool.slug, monday])


def test_busy_week_is_taken_and_taken_back_by_one_click(client, pool, member):
    assert "I have a busy week" in client.get(url(pool, "draw")).text
    page = client.post(url(pool), follow=True)
    assert "You sit out the draw of Monday 23 November" in page.text
    assert "Take part anyway" in page.text
    assert "Has a busy week." in page.text
    page = client.post(url(pool, "busy_week_return"), follow=True)
    assert "You are in the draw of Monday 23 November again" in page.text
    assert not Unavailable.objects.exists()


def test_busy_week_from_my_week_leads_back_there(client, pool, member):
    assert client.post(url(pool), {"from": "week"}).url == reverse("my_week")
    assert client.post(url(pool, "busy_week_return"), {"from": "//evil.example"}).url == url(
        pool, "draw"
    )


def test_busy_weeks_that_are_used_up_are_told_in_words(client, pool, member):
    for number in (2, 3):
        take_busy_week(pool, MONDAY + number * WEEK, by=member, now=NOW)
    assert "You have used both busy weeks of this quarter" in client.get(url(pool, "draw")).text
    response = client.post(url(pool))
    assert response.status_code == 409
    assert "used up" in response.text


def test_busy_week_of_a_drawn_cycle_is_a_conflict_in_words(client):
    pool, _ = drawn_pool(3)
    client.force_login(people_of(pool)[0])
    response = client.post(url(pool, monday=MONDAY))
    assert response.status_code == 409
    assert "already been drawn" in response.text


def test_busy_week_is_not_for_others(client, pool):
    client.force_login(UserFactory())
    assert client.post(url(pool)).status_code == 404
    client.force_login(UserFactory(coordinator=True))
    assert client.post(url(pool)).status_code == 403
    assert client.get(url(pool)).status_code == 405


@pytest.mark.parametrize("monday", ["2026-11-24", "2026-02-30", "9999-12-27"])
def test_busy_week_of_a_day_that_is_no_cycle_is_refused(client, pool, member, monday):
    assert client.post(f"/pools/{pool.slug}/busy/{monday}/").status_code in (403, 404)
    assert client.post(f"/pools/{pool.slug}/busy/{monday}/return/").status_code in (302, 404, 409)
    assert not Unavailable.objects.exists()


def test_duty_week_is_told_to_oneself(client, pool, member):
    mark_duty(member, monday=NEXT, by=member, now=NOW)
    assert "You are on duty in the week of" in client.get(url(pool, "draw")).text


@pytest.mark.parametrize("drawn", [True, False])
def test_why_somebody_sits_out_is_for_them_and_for_those_who_run_the_pool(client, pool, drawn):
    busy, away, other, _ = people_of(pool)
    take_busy_week(pool, NEXT, by=busy, now=NOW)
    AbsenceFactory(user=away, first_day=NEXT, last_day=NEXT + WEEK)
    if drawn:
        draw_cycle(pool, NEXT, by=User.objects.system(), now=NOW)
    texts = {}
    for user in (busy, other, UserFactory(coordinator=True)):
        client.force_login(user)
        texts[user] = client.get(url(pool, "draw")).text
    assert [("Has a busy week" in text, "Away for half" in text) for text in texts.values()] == [
        (True, False),
        (False, False),
        (True, True),
    ]
    assert all("Sits out" in text for text in texts.values())
