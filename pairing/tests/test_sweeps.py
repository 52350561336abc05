"""Sweeps: draws that are due, cycles that have ended."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.locks import try_advisory_lock
from core.tests.concurrency import run_elsewhere, run_together
from core.tests.poison import poison, poison_zone
from pairing import tasks
from pairing.models import Cycle, Draw, Pool
from pairing.states import CycleState
from pairing.sweeps import close_ended_cycles, draw_due_cycles
from pairing.tests.factories import (
    ANNOUNCED,
    MONDAY,
    PoolFactory,
    PoolMembershipFactory,
    drawn_pool,
    people_of,
)
from people.models import User
from people.tests.factories import AbsenceFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def mondays():
    return sorted(Cycle.objects.values_list("monday", flat=True))


def test_sweep_draws_from_the_hour_of_the_pools_zone_on():
    PoolFactory(members=3, time_zone="America/New_York", announce_hour=9)
    at = datetime(2026, 11, 16, 14, tzinfo=UTC)
    assert draw_due_cycles(now=at - MINUTE) == 0
    assert draw_due_cycles(now=at) == 1
    assert Draw.objects.get().drawn_by == User.objects.system()


def test_sweep_twice_draws_once():
    PoolFactory(members=3)
    assert [draw_due_cycles(now=ANNOUNCED), draw_due_cycles(now=ANNOUNCED + MINUTE)] == [1, 0]


def test_sweep_after_downtime_draws_the_running_cycle_and_none_before():
    PoolFactory(members=3)
    assert draw_due_cycles(now=ANNOUNCED + 17 * DAY) == 1
    assert mondays() == [date(2026, 11, 30)]


@pytest.mark.parametrize(
    "now", [datetime(2025, 12, 30, tzinfo=UTC), datetime(2026, 1, 5, 8, 59, tzinfo=UTC)]
)
def test_sweep_before_the_first_cycle_draws_nothing(now):
    PoolFactory(members=3, created_at=now - DAY)
    assert draw_due_cycles(now=now) == 0


def test_sweep_leaves_a_cycle_that_was_drawn_ahead_of_time():
    drawn_pool(3)
    assert draw_due_cycles(now=ANNOUNCED) == 0


def test_sweep_leaves_the_second_week_of_a_biweekly_cycle():
    PoolFactory(members=3, cadence="biweekly", first_monday=date(2026, 11, 9))
    assert draw_due_cycles(now=ANNOUNCED) == 1
    assert draw_due_cycles(now=ANNOUNCED + DAY) == 0
    assert mondays() == [date(2026, 11, 9)]


def test_sweep_leaves_a_pool_that_was_made_after_the_moment():
    PoolFactory(members=3, created_at=ANNOUNCED + MINUTE)
    assert draw_due_cycles(now=ANNOUNCED + DAY) == 0
    assert draw_due_cycles(now=ANNOUNCED + 7 * DAY) == 1


def test_sweep_leaves_a_pool_that_was_filled_after_its_monday():
    pool = PoolFactory(members=1)
    PoolMembershipFactory(pool=pool, first_day=MONDAY + DAY)
    assert draw_due_cycles(now=ANNOUNCED + DAY) == 0


def test_sweep_waits_for_two_people_and_draws_when_one_is_back():
    pool = PoolFactory(members=2)
    absence = AbsenceFactory(user=people_of(pool)[0], first_day=MONDAY, last_day=MONDAY + 4 * DAY)
    assert draw_due_cycles(now=ANNOUNCED) == 0
    absence.delete()
    assert draw_due_cycles(now=ANNOUNCED + DAY) == 1


@pytest.mark.parametrize("poison", [{"sealed_seed": "no hex"}, {"time_zone": "Nowhere/Nothing"}])
def test_draw_due_cycles_with_one_poisoned_pool_draws_the_others(poison, caplog):
    broken, *_ = [PoolFactory(members=3) for _ in range(3)]
    Pool.objects.filter(pk=broken.pk).update(**poison)
    assert draw_due_cycles(now=ANNOUNCED) == 2
    assert f"pairing.draw_due_cycles: failed for pairing.pool {broken.pk}" in caplog.text


@pytest.mark.parametrize(
    "spoil", [lambda cycle: poison(cycle), lambda cycle: poison_zone(cycle.pool)]
)
def test_close_ended_cycles_with_one_poisoned_cycle_closes_the_others(spoil, caplog):
    broken, *_ = [drawn_pool(3)[1].cycle for _ in range(3)]
    spoil(broken)
    assert close_ended_cycles(now=ANNOUNCED + 7 * DAY) == 2
    assert f"pairing.close_ended_cycles: failed for pairing.cycle {broken.pk}" in caplog.text


def test_sweep_closes_ended_cycles_once():
    drawn_pool(3)
    ended = ANNOUNCED + 7 * DAY
    assert [close_ended_cycles(now=ANNOUNCED + 6 * DAY), close_ended_cycles(now=ended)] == [0, 1]
    assert close_ended_cycles(now=ended) == 0
    assert Cycle.objects.get().state == CycleState.CLOSED


@pytest.mark.django_db(transaction=True)
def test_sweep_that_runs_elsewhere_is_left_to_it():
    PoolFactory(members=3)
    with try_advisory_lock("pairing.draw_due_cycles"):
        assert run_elsewhere(lambda: draw_due_cycles(now=ANNOUNCED)) == 0
    assert run_elsewhere(lambda: draw_due_cycles(now=ANNOUNCED)) == 1


def test_tasks_run_the_sweeps(time_machine):
    time_machine.move_to(ANNOUNCED)
    PoolFactory(members=3)
    tasks.draw_due_cycles()
    time_machine.move_to(ANNOUNCED + 7 * DAY)
    tasks.close_ended_cycles()
    assert Cycle.objects.get().state == CycleState.CLOSED


@pytest.mark.django_db(transaction=True)
def test_sweep_from_several_workers_at_once_draws_once():
    PoolFactory(members=4)
    results = run_together(*[lambda: draw_due_cycles(now=ANNOUNCED)] * 6)
    assert sum(results) == 1
    assert Draw.objects.count() == 1
