"""The cost of a draw: against scipy's bare assignment, and large pools against small ones."""

import statistics
from collections.abc import Callable
from time import perf_counter

import numpy
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from django.utils import timezone
from scipy.optimize import linear_sum_assignment

from bench import figures
from pairing.engine import Inputs, draw
from pairing.engine.rng import Rng
from pairing.engine.solver import solve
from pairing.engine.tiers import build_cost_model
from pairing.simulation.methods import derangement
from pairing.simulation.years import Setting, year

HISTORY = 26
POOLS = 100
PEOPLE = 100


@figures
def draw_beside_scipy():
    for size in (13, 50, 200):
        inputs = with_history(size)
        cost = build_cost_model(inputs).cost()
        table = numpy.array(
            [[numpy.inf if cell is None else float(cell) for cell in row] for row in cost]
        )
        bare = seconds(lambda table=table: linear_sum_assignment(table), 50)
        yield (
            f"{size} people: our bare solver / scipy's",
            seconds(lambda cost=cost: solve(cost), 5) / bare,
            50,
        )
        whole = seconds(lambda inputs=inputs: draw(inputs, "5eed"), 5)
        yield f"{size} people: whole draw / scipy's bare assignment", whole / bare, 1000
        yield (
            f"{size} people: milliseconds a whole draw",
            1000 * whole,
            {13: 50, 50: 200, 200: 1000}[size],
        )


@figures
def draw_of_a_thousand():
    small = with_history(200)
    large = with_history(1000)
    most = seconds(lambda: draw(large, "5eed"), 1)
    yield "1,000 people: seconds a whole draw", most, 5
    yield (
        "1,000 people / 200 people (cubic would be 125)",
        most / seconds(lambda: draw(small, "5eed"), 3),
        130,
    )


@figures
def sweep_over_pools():
    """Every pool drawn by one sweep, notices queued, in a database of its own."""
    held = setup_databases(verbosity=0, interactive=False)
    try:
        now = make_pools()
        from pairing.sweeps import draw_due_cycles

        with CaptureQueriesContext(connection) as queries:
            begun = perf_counter()
            drawn = draw_due_cycles(now=now)
            took = perf_counter() - begun
        assert drawn == POOLS, f"only {drawn} pools were drawn"
        yield f"{POOLS} pools of {PEOPLE}: seconds a sweep", took, 30
        yield f"{POOLS} pools of {PEOPLE}: queries a pool", len(queries) / POOLS, 20
    finally:
        teardown_databases(held, verbosity=0)


def with_history(size: int) -> Inputs:
    """Half a year of random draws, and then one more to make."""
    rng = Rng("bench", size)
    past = []
    *before, week = year(Setting(size, HISTORY + 1, 0), rng)
    for one in before:
        columns = derangement(one, past, rng).columns
        past.append((one.monday, tuple(zip(one.present, columns, strict=True))))
    return Inputs(cycle=week.monday, present=week.present, history=tuple(past))


def seconds(call: Callable, rounds: int) -> float:
    """The median of `rounds` calls, after one that warms up."""
    call()
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        call()
        times.append(perf_counter() - begun)
    return statistics.median(times)


def make_pools():
    """Pools that are due but not drawn; returns the time of the sweep."""
    from datetime import timedelta

    from core.weeks import monday_of
    from pairing.models import Pool, PoolMembership
    from people.models import User
    from rubrics.models import Rubric

    now = timezone.now()
    monday = monday_of(now.date())
    long_ago = now - timedelta(days=100)
    rubric = Rubric.objects.first()
    people = User.objects.bulk_create(
        User(email=f"p{number}@bench.example", name=f"Person {number}")
        for number in range(POOLS * PEOPLE)
    )
    pools = Pool.objects.bulk_create(
        Pool(
            name=f"Pool {n}",
            slug=f"pool-{n}",
            rubric=rubric,
            first_monday=monday,
            announce_hour=0,
            created_at=long_ago,
        )
        for n in range(POOLS)
    )
    PoolMembership.objects.bulk_create(
        PoolMembership(pool=pools[at // PEOPLE], user=person, first_day=monday)
        for at, person in enumerate(people)
    )
    return now
