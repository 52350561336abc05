"""Draws by many processes at once, draws that are killed, and due hours around the world."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from multiprocessing import get_context

import pytest
from django.db import OperationalError, connection

from core.errors import StaleState
from core.weeks import WEEK
from notifications.models import Notice
from pairing.actions import draw_cycle
from pairing.models import Cycle, Draw, Pairing, Pool
from pairing.queries import announced_at
from pairing.sweeps import close_ended_cycles, draw_due_cycles
from pairing.tests.factories import ANNOUNCED, MONDAY, PoolFactory
from people.models import User

HOURS = [  # zone, Monday, and when its nine o'clock is
    ("UTC", date(2026, 11, 16), "2026-11-16T09:00"),
    ("Europe/Lisbon", date(2026, 3, 23), "2026-03-23T09:00"),
    ("Europe/Lisbon", date(2026, 3, 30), "2026-03-30T08:00"),
    ("America/New_York", date(2026, 10, 26), "2026-10-26T13:00"),
    ("America/New_York", date(2026, 11, 2), "2026-11-02T14:00"),
    ("Asia/Kolkata", date(2026, 12, 28), "2026-12-28T03:30"),  # the 53rd week of its year
    (
        "Australia/Lord_Howe",
        date(2026, 10, 5),
        "2026-10-04T22:00",
    ),  # its clock moves by half an hour
    ("Pacific/Auckland", date(2026, 4, 6), "2026-04-05T21:00"),
    ("Pacific/Auckland", date(2027, 1, 4), "2027-01-03T20:00"),
]


def draw_weeks(pk, weeks):
    pool = Pool.objects.get(pk=pk)
    system = User.objects.system()
    for number in range(weeks):
        monday = MONDAY + number * WEEK
        with suppress(StaleState):
            draw_cycle(pool, monday, by=system, now=ANNOUNCED + number * WEEK)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("processes", "weeks"), [(4, 5), pytest.param(8, 50, marks=pytest.mark.slow)]
)
def test_draw_cycle_by_many_processes_over_many_weeks_draws_each_week_once(processes, weeks):
    pool = PoolFactory(members=5)
    connection.close()  # a socket that two processes share would belong to neither
    running = [
        get_context("fork").Process(target=draw_weeks, args=(pool.pk, weeks))
        for _ in range(processes)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * processes
    assert Cycle.objects.count() == Draw.objects.count() == weeks
    assert (
        Pairing.objects.count()
        == Notice.objects.filter(kind="drawn", channel="inbox").count()
        == 5 * weeks
    )


def killed_at(number):
    """Ends the database session before its statement of that number, as a crash would."""
    statements = count(1)

    def wrapper(execute, sql, params, many, context):
        if next(statements) == number:
            execute("SELECT pg_terminate_backend(pg_backend_pid())", None, False, context)
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


@pytest.mark.django_db(transaction=True)
def test_draw_cycle_killed_at_any_statement_is_absent_and_then_whole():
    pool = PoolFactory(members=3)
    system = User.objects.system()
    for number in count(1):
        try:
            with killed_at(number):
                draw_cycle(pool, MONDAY, by=system, now=ANNOUNCED)
        except OperationalError:
            connection.close()
            assert not Cycle.objects.exists()
            assert not Notice.objects.exists()
            assert Pool.objects.get().sealed_seed == pool.sealed_seed
        else:
            break
    assert number > 10
    notified = Notice.objects.filter(channel="inbox").count()
    assert (Draw.objects.count(), Pairing.objects.count(), notified) == (1, 3, 3)


@pytest.mark.parametrize(("zone", "monday", "moment"), HOURS)
def test_draw_is_due_at_nine_of_its_zone(zone, monday, moment):
    assert announced_at(Pool(time_zone=zone, announce_hour=9), monday) == datetime.fromisoformat(
        f"{moment}Z"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "monday", "moment"), HOURS)
def test_sweep_draws_at_nine_of_its_zone_and_dates_the_cycle_by_it(zone, monday, moment):
    PoolFactory(members=3, time_zone=zone, announce_hour=9)
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert [draw_due_cycles(now=at - timedelta(minutes=1)), draw_due_cycles(now=at)][1] == 1
    cycle = Cycle.objects.get(monday=monday)
    assert (cycle.ends_on, cycle.due_at.astimezone(cycle.pool.zone).hour) == (monday + WEEK, 17)


@pytest.mark.django_db
def test_three_days_of_downtime_over_a_monday_end_in_one_draw_and_one_closed_cycle():
    PoolFactory(members=4)
    draw_due_cycles(now=ANNOUNCED)
    back = ANNOUNCED + WEEK + timedelta(days=1)  # down from Saturday to Tuesday
    assert [close_ended_cycles(now=back), draw_due_cycles(now=back), draw_due_cycles(now=back)] == [
        1,
        1,
        0,
    ]
    assert list(Cycle.objects.values_list("monday", "state")) == [
        (MONDAY + WEEK, "drawn"),
        (MONDAY, "closed"),
    ]
