"""Who has reviewed whom: the table, one person's list, and what the next draws will fix."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pairing.actions import draw_cycle, skip_pairing
from pairing.models import Pairing
from pairing.queries import matrix_page
from pairing.states import PairingState
from pairing.tests.factories import (
    ANNOUNCED,
    MONDAY,
    NOW,
    PoolFactory,
    PoolMembershipFactory,
    drawn_pool,
    people_of,
)
from people.models import User
from people.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WEEK = timedelta(days=7)
BUDGET = 12


def drawn(pool, weeks):
    system = User.objects.system()
    return [
        draw_cycle(pool, MONDAY - n * WEEK, by=system, now=ANNOUNCED - n * WEEK, seed=f"{n:064x}")
        for n in reversed(range(weeks))
    ]


def page_of(pool, user=None, can_manage=False, **asked):
    return matrix_page(pool, user or people_of(pool)[0], NOW, can_manage=can_manage, **asked)


def cells(page):
    people = page["people"]
    return {
        (giver, one): cell
        for giver, row in page["rows"]
        for one, cell in zip(people, row, strict=True)
    }


def get(client, user, pool, **query):
    client.force_login(user)
    return client.get(reverse("matrix", args=[pool.slug]), query)


def test_matrix_counts_the_draws_of_each_pair_with_the_last_day_first():
    pool = PoolFactory(members=3)
    drawn(pool, 4)
    for pair in {
        (one.reviewer, one.owner) for one in Pairing.objects.select_related("reviewer", "owner")
    }:
        mine = Pairing.objects.filter(reviewer=pair[0], owner=pair[1]).order_by(
            "-draw__cycle__monday"
        )
        days = list(mine.values_list("draw__cycle__monday", flat=True))
        assert [day for day, _ in cells(page_of(pool))[pair].days] == days


def test_matrix_leaves_out_what_was_replaced_and_marks_what_came_to_nothing():
    pool, draw = drawn_pool(4)
    replaced, skipped, *_ = draw.pairings.all()
    Pairing.objects.filter(pk=replaced.pk).update(state=PairingState.REPLACED)
    skip_pairing(skipped, reason="Ill", by=skipped.reviewer, now=NOW)
    drawn_cells = cells(page_of(pool))
    assert drawn_cells[replaced.reviewer, replaced.owner].days == ()
    assert drawn_cells[skipped.reviewer, skipped.owner].voice[1] == "16 November, no review"


def test_matrix_frames_the_pairs_of_the_running_cycle():
    pool = PoolFactory(members=4)
    *_, last = drawn(pool, 2)
    framed = {pair for pair, cell in cells(page_of(pool)).items() if "now" in cell.marks}
    assert framed == {(one.reviewer, one.owner) for one in last.pairings.all()}


def test_matrix_points_out_no_pair_that_was_never_drawn(client):
    pool, draw = drawn_pool(4)
    page = get(client, people_of(pool)[0], pool)
    drawn_arcs = {(one.reviewer, one.owner) for one in draw.pairings.all()}
    blank = [cell for pair, cell in cells(page.context).items() if pair not in drawn_arcs]
    assert {cell.often for cell in blank} == {""}
    assert not [line for cell in blank for line in cell.voice if "never" in line]
    assert "never met" not in page.text
    assert '<span class="vh">never</span>' not in page.text


def test_matrix_shows_former_members_on_demand():
    pool, _ = drawn_pool(3)
    gone = people_of(pool)[0]
    pool.memberships.filter(user=gone).update(last_day=MONDAY)
    user = people_of(pool)[1]
    assert gone not in page_of(pool, user)["people"]
    assert list(page_of(pool, user)["former"]) == [gone]
    assert page_of(pool, user, former=True)["people"][-1] == gone


def test_matrix_names_a_joiner_as_behind_and_when_that_is_level():
    pool = PoolFactory(members=6)
    drawn(pool, 5)
    joiner = PoolMembershipFactory(
        pool=pool, first_day=MONDAY - timedelta(days=1), user__name="Mira Shah"
    ).user
    [row] = page_of(pool)["catch_up"]
    assert (row.person, row.why) == (joiner, "Joined 15 November")
    assert row.what == "The next draws prefer colleagues that Mira has met least."
    assert row.level_by == MONDAY + 6 * WEEK


@pytest.mark.parametrize(
    ("can_manage", "reason"), [(True, "Sat out 2 of 5 draws"), (False, "Behind")]
)
def test_matrix_says_why_somebody_is_behind_to_leads_alone(can_manage, reason):
    pool = PoolFactory(members=6)
    drawn(pool, 5)
    mondays = [MONDAY, MONDAY - WEEK]
    away, other, *_ = people_of(pool)
    Pairing.objects.of(away).filter(draw__cycle__monday__in=mondays).delete()
    [row] = [
        row for row in page_of(pool, other, can_manage=can_manage)["catch_up"] if row.person == away
    ]
    assert row.why == reason


def test_matrix_screen_is_a_table_with_words_for_every_cell(client):
    pool, draw = drawn_pool(3)
    pairing = draw.pairings.first()
    text = get(client, pairing.reviewer, pool).text
    assert f"{pairing.reviewer.first_name} drew {pairing.owner.first_name} once" in text
    assert text.count('scope="row"') == 3 + 2
    assert "6 of 6" not in text


def test_matrix_screen_of_one_person_is_the_asked_one_or_oneself(client):
    pool, _ = drawn_pool(3)
    first, second, _ = people_of(pool)
    assert f"{first.name} (you)" in get(client, first, pool).text
    assert f"{second.first_name} reviewed" in get(client, first, pool, person=second.pk).text
    for forged in ("0", "x", "9" * 400, "\x00"):
        assert get(client, first, pool, person=forged).status_code == 200


def test_matrix_screen_of_many_opens_with_one_person_and_links_the_table(client):
    pool, _ = drawn_pool(21)
    user = people_of(pool)[0]
    assert "The whole table of 21 people" in get(client, user, pool).text
    assert '<table class="matrix">' not in get(client, user, pool).text
    assert '<table class="matrix">' in get(client, user, pool, whole=1).text


def test_matrix_screen_before_the_first_draw_says_so(client):
    pool = PoolFactory(members=2)
    assert "Nothing to show before the first draw" in get(client, people_of(pool)[0], pool).text


def test_matrix_screen_is_not_found_by_strangers(client):
    pool, _ = drawn_pool(3)
    assert get(client, UserFactory(), pool).status_code == 404


def test_matrix_screen_costs_the_same_for_three_and_for_nine(client):
    costs = []
    for members in (3, 9):
        pool, _ = drawn_pool(members)
        client.force_login(people_of(pool)[0])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("matrix", args=[pool.slug])).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= BUDGET


def test_my_draws_shows_both_directions_of_ones_own_and_nothing_else(client):
    pool = PoolFactory(members=3)
    drawn(pool, 2)
    user = people_of(pool)[0]
    client.force_login(user)
    page = client.get(reverse("my_draws"))
    mine = Pairing.objects.of(user)
    assert page.text.count('class="state"') == mine.count() == 4
    assert {line.cycle.monday for line in page.context["lines"]} == {MONDAY, MONDAY - WEEK}


def test_my_draws_without_any_says_what_comes(client):
    client.force_login(UserFactory())
    assert "No pairings yet" in client.get(reverse("my_draws"), {"page": "x"}).text
