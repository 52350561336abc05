"""Two beat processes at once."""

import time
from contextlib import contextmanager, nullcontext
from datetime import timedelta

from django.utils import timezone

from core.weeks import monday_of
from faults import infrastructure, scenario
from faults.stack import running
from pairing.tests.factories import PoolFactory

TICKS = 50
TICK = 0.5
DOUBLED = "SELECT count(*) - count(DISTINCT (pool_id, monday)) FROM pairing_cycle"
UNDRAWN = "SELECT count(*) FROM pairing_pool WHERE id NOT IN (SELECT pool_id FROM pairing_cycle)"


@scenario(guards=["lock"])
def duplicate_beat(without):
    """At each tick another pool is due, and the sweeps of both beat processes find it."""
    with (
        without_unique_cycles() if without else nullcontext(),
        running("worker", without=without, FAULTS_TICK=str(TICK)) as stack,
    ):
        for number in (1, 2):
            stack.start("beat", number)
        stack.start("worker", 2)
        for _ in range(TICKS if not without else TICKS // 2):
            add_due_pool()
            time.sleep(TICK)
        wait_until_drawn()
        yield "cycles drawn twice", infrastructure.query_value(DOUBLED), 0
        yield "pools not drawn", infrastructure.query_value(UNDRAWN), 0


def add_due_pool():
    long_ago = timezone.now() - timedelta(days=70)
    PoolFactory(
        members=3, first_monday=monday_of(long_ago.date()), created_at=long_ago, announce_hour=0
    )


def wait_until_drawn():
    deadline = time.monotonic() + 20
    while infrastructure.query_value(UNDRAWN) and time.monotonic() < deadline:
        time.sleep(TICK)


@contextmanager
def without_unique_cycles():
    """The guard is the lock and the unique constraint together, so drop the constraint as well."""
    infrastructure.execute("ALTER TABLE pairing_cycle DROP CONSTRAINT cycle_once_a_monday")
    try:
        yield
    finally:
        infrastructure.execute("TRUNCATE pairing_cycle CASCADE")
        infrastructure.execute(
            "ALTER TABLE pairing_cycle ADD CONSTRAINT cycle_once_a_monday UNIQUE (pool_id, monday)"
        )
