"""Mondays at the ends of the calendar: a sentence or a 404, never an OverflowError."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.errors import Refused
from pairing.actions import draw_cycle, return_busy_week
from pairing.models import Cycle
from pairing.queries import serialize_rehearsal
from pairing.tests.factories import NOW, PoolFactory, people_of
from people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LAST = date(9999, 12, 27)  # the last Monday of the calendar
FIRST = date(1, 1, 1)  # a Monday, too
TOO_FAR = "up to a year ahead, until 19 November 2027"


@pytest.fixture
def pool():
    return PoolFactory(members=3)


@pytest.mark.parametrize("monday", [LAST, date(2027, 11, 22)])
def test_far_cycle_is_refused_in_a_sentence_by_every_action(pool, monday):
    member = people_of(pool)[0]
    for act in (
        lambda: draw_cycle(pool, monday, by=User.objects.system(), now=NOW),
        lambda: serialize_rehearsal(pool, monday, now=NOW),
        lambda: return_busy_week(pool, monday, by=member, now=NOW),
    ):
        with pytest.raises(Refused, match=TOO_FAR):
            act()
    assert not Cycle.objects.exists()


@pytest.mark.parametrize("more", [[], ["--preview"]])
@pytest.mark.parametrize("monday", [LAST, FIRST])
def test_draw_command_refuses_the_ends_of_the_calendar(pool, monday, more):
    with pytest.raises(CommandError, match=r"year ahead|No .*cycle"):
        call_command("draw", "--pool", pool.slug, "--monday", monday.isoformat(), *more)


@pytest.mark.parametrize("name", ["draw", "draw_now", "busy_week_return"])
def test_far_cycle_is_refused_in_a_sentence_by_every_page(client, coordinator, pool, name):
    url = reverse(name, args=[pool.slug, LAST])
    for method in ("GET", "POST"):
        page = client.generic(method, url)
        assert page.status_code == 405 or (page.status_code, TOO_FAR in page.text) == (409, True)


@pytest.mark.parametrize(
    "name", ["draw", "draw_now", "busy_week", "redraw", "repair", "draw_inputs"]
)
def test_first_monday_of_the_calendar_is_no_cycle(client, coordinator, pool, name):
    url = reverse(name, args=[pool.slug, FIRST])
    for method in ("GET", "POST"):
        assert client.generic(method, url).status_code in (403, 404, 405, 409)


def test_exclusion_until_a_day_at_the_end_of_the_calendar_is_refused_beside_the_field(
    client, coordinator, pool
):
    first, second, _ = people_of(pool)
    data = {"first": first.email, "second": second.email, "strength": "hard", "direction": "both"}
    for until in ("9999-12-31", "0001-01-01"):
        page = client.post(reverse("exclusions", args=[pool.slug]), data | {"until": until})
        assert (page.status_code, "Choose a day" in page.text) == (422, True)
