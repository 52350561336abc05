"""Busy weeks and duty weeks: how many, until when, and that a draw leaves the person out."""

from datetime import timedelta

import pytest

from audit.models import Event
from audit.tests.trail import verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from core.weeks import next_cycle
from pairing.actions import busy_weeks as actions
from pairing.actions import draw_cycle, mark_duty, return_busy_week, take_busy_week
from pairing.models import Unavailable
from pairing.queries import find_differences, list_busy_weeks, next_draws_for
from pairing.tests.factories import (
    MONDAY,
    NOW,
    PoolFactory,
    PoolMembershipFactory,
    drawn_pool,
    people_of,
)
from people.models import User
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
NEXT = MONDAY + WEEK


@pytest.fixture
def pool():
    return PoolFactory(members=4)


def take(pool, user, monday=NEXT, now=NOW):
    take_busy_week(pool, monday, by=user, now=now)


def draw(pool, monday=NEXT, now=NOW):
    return draw_cycle(pool, monday, by=User.objects.system(), now=now)


def weeks_of(user):
    return dict(Unavailable.objects.visible_to(user).values_list("monday", "why"))


def test_take_busy_week_leaves_the_person_out_of_the_draw_and_is_audited(pool):
    user = people_of(pool)[0]
    take(pool, user)
    drawn = draw(pool)
    assert drawn.sits_out == [{"person": user.pk, "code": "busy"}]
    assert user.pk not in {
        one for arc in drawn.pairings.values_list("reviewer", "owner") for one in arc
    }
    assert find_differences(drawn) == []
    assert verbs(Unavailable.objects.get()) == ["busy week taken"]


def test_take_busy_week_twice_is_one(pool):
    user = people_of(pool)[0]
    take(pool, user)
    take(pool, user)
    assert weeks_of(user) == {NEXT: "busy"}
    assert Event.objects.filter(verb="busy week taken").count() == 1


def test_take_busy_week_three_times_a_quarter_is_refused_and_the_next_quarter_has_its_own(pool):
    user = people_of(pool)[0]
    for weeks in (1, 2):
        take(pool, user, MONDAY + weeks * WEEK)
    with pytest.raises(Refused, match="used up"):
        take(pool, user, MONDAY + 3 * WEEK)
    january = MONDAY + 8 * WEEK
    take(pool, user, january)
    assert len(weeks_of(user)) == 3


def test_take_busy_week_after_the_draw_is_stale():
    pool, _ = drawn_pool(4)
    with pytest.raises(StaleState, match="already been drawn"):
        take(pool, people_of(pool)[0], MONDAY)


def test_take_busy_week_of_the_running_cycle_that_waits_for_its_draw_is_possible(pool):
    take(pool, people_of(pool)[0], MONDAY)
    assert [entry["code"] for entry in draw(pool, MONDAY).sits_out] == ["busy"]


@pytest.mark.parametrize("who", ["stranger", "former", "lead"])
def test_take_busy_week_is_for_members(pool, who):
    user = UserFactory()
    if who == "former":
        PoolMembershipFactory(pool=pool, user=user, last_day=MONDAY)
    if who == "lead":
        pool.leads.add(user)
    with pytest.raises(NotAllowed):
        take(pool, user)


@pytest.mark.parametrize("days", [1, -7, 7 * 200])
def test_take_busy_week_of_a_day_that_is_no_coming_cycle_is_not_allowed(pool, days):
    with pytest.raises(NotAllowed):
        take(pool, people_of(pool)[0], MONDAY + timedelta(days=days))


def test_take_busy_week_counts_for_every_pool_of_that_week(pool):
    user = people_of(pool)[0]
    other = PoolFactory(members=2)
    PoolMembershipFactory(pool=other, user=user)
    take(pool, user)
    assert [entry["person"] for entry in draw(other).sits_out] == [user.pk]


def test_return_busy_week_before_the_draw_gives_it_back_and_is_audited(pool):
    user = people_of(pool)[0]
    take(pool, user)
    week = Unavailable.objects.get()
    return_busy_week(pool, NEXT, by=user, now=NOW)
    return_busy_week(pool, NEXT, by=user, now=NOW)
    assert weeks_of(user) == {}
    assert verbs(week) == ["busy week returned", "busy week taken"]
    assert draw(pool).sits_out == []


def test_return_busy_week_after_the_draw_is_stale(pool):
    user = people_of(pool)[0]
    take(pool, user)
    draw(pool)
    with pytest.raises(StaleState, match="without you"):
        return_busy_week(pool, NEXT, by=user, now=NOW)
    assert weeks_of(user)


def test_return_busy_week_leaves_those_of_others_and_duties(pool):
    one, other, *_ = people_of(pool)
    take(pool, one)
    mark_duty(other, monday=NEXT, by=one, now=NOW)
    return_busy_week(pool, NEXT, by=other, now=NOW)
    assert (weeks_of(one), weeks_of(other)) == ({NEXT: "busy"}, {NEXT: "duty"})


def test_mark_duty_sits_out_gives_the_busy_week_back_and_is_audited(pool):
    user = people_of(pool)[0]
    take(pool, user)
    mark_duty(user, monday=NEXT, by=UserFactory(coordinator=True), now=NOW)
    mark_duty(user, monday=NEXT, by=user, now=NOW)
    assert draw(pool).sits_out == [{"person": user.pk, "code": "duty"}]
    assert verbs(Unavailable.objects.get()) == [
        "duty week marked",
        "duty week marked",
        "busy week taken",
    ]
    take(pool, user, MONDAY + 2 * WEEK)
    take(pool, user, MONDAY + 3 * WEEK)


def test_mark_duty_of_a_tuesday_is_an_error(pool):
    with pytest.raises(ValueError, match="not a Monday"):
        mark_duty(people_of(pool)[0], monday=MONDAY + timedelta(days=1), by=UserFactory(), now=NOW)


def test_duty_in_the_second_week_of_a_cycle_sits_the_cycle_out():
    pool = PoolFactory(members=4, cadence="biweekly", first_monday=MONDAY)
    user = people_of(pool)[0]
    mark_duty(user, monday=NEXT, by=user, now=NOW)
    assert draw(pool, MONDAY).sits_out == [{"person": user.pk, "code": "duty"}]
    assert draw(pool, next_cycle(pool.rhythm, MONDAY)).sits_out == []


def test_who_is_away_and_busy_is_away(pool):
    user = people_of(pool)[0]
    take(pool, user)
    AbsenceFactory(user=user, first_day=NEXT, last_day=NEXT + WEEK)
    assert draw(pool).sits_out == [{"person": user.pk, "code": "away"}]


def test_ledger_makes_up_for_a_week_that_was_sat_out():
    pool = PoolFactory(members=5)
    user = people_of(pool)[0]
    take(pool, user, MONDAY)
    draws = [draw(pool, MONDAY + number * WEEK) for number in range(5)]
    met = [set(one.pairings.filter(reviewer=user).values_list("owner", flat=True)) for one in draws]
    assert met[0] == set()
    assert len(set.union(*met)) == 4


@pytest.mark.parametrize("act", ["take_busy_week", "return_busy_week", "mark_duty"])
def test_busy_weeks_stay_as_they_are_when_the_audit_fails(pool, audit_refuses, act):
    user = people_of(pool)[0]
    if act != "take_busy_week":
        take(pool, user)
    before = weeks_of(user)
    where = {"user": user, "monday": NEXT} if act == "mark_duty" else {"pool": pool, "monday": NEXT}
    with audit_refuses():
        getattr(actions, act)(**where, by=user, now=NOW)
    assert weeks_of(user) == before


@pytest.mark.parametrize(
    ("weeks", "left", "why"), [((), 2, ""), ((1,), 1, "busy"), ((2, 3), 0, ""), ((8, 9), 2, "")]
)
def test_busy_weeks_say_what_may_be_done_about_the_next_draw(pool, weeks, left, why):
    user = people_of(pool)[0]
    for number in weeks:
        take(pool, user, MONDAY + number * WEEK)
    [week] = list_busy_weeks(user, next_draws_for(user, NOW))
    assert (week.monday, week.left, week.why) == (NEXT, left, why)


def test_busy_weeks_of_two_pools_on_one_monday_are_one(pool):
    user = people_of(pool)[0]
    PoolMembershipFactory(user=user)
    assert len(list_busy_weeks(user, next_draws_for(user, NOW))) == 1
    assert list_busy_weeks(user, []) == []


@pytest.mark.django_db(transaction=True)
def test_take_busy_week_of_three_weeks_at_once_takes_two():
    pool = PoolFactory(members=3)
    user = people_of(pool)[0]
    weeks = iter(range(1, 5))
    results = run_together(*[lambda: take(pool, user, MONDAY + next(weeks) * WEEK)] * 4)
    assert results.count(None) == 2
    assert sum(isinstance(result, Refused) for result in results) == 2
    assert len(weeks_of(user)) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(4))
def test_take_busy_week_while_the_draw_is_made_is_before_or_after_it(attempt):
    pool = PoolFactory(members=3)
    user = people_of(pool)[0]
    acts = iter([lambda: draw(pool), lambda: take(pool, user)])
    results = run_together(*[lambda: next(acts)()] * 2)
    drawn = next(result for result in results if hasattr(result, "sits_out"))
    was_late = any(isinstance(result, StaleState) for result in results)
    assert bool(weeks_of(user)) == bool(drawn.sits_out) == (not was_late)
