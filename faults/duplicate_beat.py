"""Two beats at once."""

import time
from contextlib import contextmanager, nullcontext
from datetime import timedelta

from django.utils import timezone

from core.weeks import monday_of
from faults import infrastructure, scenario
from faults.stack import running
from pairing.tests.factories import PoolFactory

TICKS, TICK = 50, 0.5
DOUBLED = "SELECT count(*) - count(DISTINCT (pool_id, monday)) FROM pairing_cycle"
UNDRAWN = "SELECT count(*) FROM pairing_pool WHERE id NOT IN (SELECT pool_id FROM pairing_cycle)"


@scenario(guards=["lock"])
def beats(without):
    """Reference: perf-reliability F5. At each tick another pool is due, and the sweeps of both beats find it."""
    with (
        unique_forgotten() if without else nullcontext(),
        running("worker", without=without, FAULTS_TICK=str(TICK)) as stack,
    ):
        for number in (1, 2):
            stack.start("beat", number)
        stack.start("worker", 2)
        for _ in range(TICKS if not without else TICKS // 2):
            add_due_pool()
            time.sleep(TICK)
        wait_until_drawn()
        yield "cycles drawn twice", infrastructure.ask(DOUBLED), 0
        yield "pools not drawn", infrastructure.ask(UNDRAWN), 0


def add_due_pool():
    long_ago = timezone.now() - timedelta(days=70)
    PoolFactory(
        members=3, first_monday=monday_of(long_ago.date()), created_at=long_ago, announce_hour=0
    )


def wait_until_drawn():
    deadline = time.monotonic() + 20
    while infrastructure.ask(UNDRAWN) and time.monotonic() < deadline:
        time.sleep(TICK)


@contextmanager
def unique_forgotten():
    """The lock keeps two sweeps apart, and what is unique in the table decides should they meet: both are the guard."""
    infrastructure.change("ALTER TABLE pairing_cycle DROP CONSTRAINT cycle_once_a_monday")
    try:
        yield
    finally:
        infrastructure.change("TRUNCATE pairing_cycle CASCADE")
        infrastructure.change(
            "ALTER TABLE pairing_cycle ADD CONSTRAINT cycle_once_a_monday UNIQUE (pool_id, monday)"
        )
