"""Pools, cycles and pairings for tests: the weekly cycle of Monday 16 November 2026, drawn, due on
Friday.

Rows of the factories are plain; `drawn_pool()` is drawn by the action, so that its draw verifies.
"""

import json
from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from pairing.actions import add_members, draw_cycle
from pairing.engine import Inputs
from pairing.models import Cycle, Draw, Exclusion, Pairing, Pool, PoolMembership
from pairing.states import CycleState
from people.models import User
from people.tests.factories import LONG_AGO, UserFactory
from rubrics.models import Rubric

MONDAY = date(2026, 11, 16)
ANNOUNCED = datetime(2026, 11, 16, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


class PoolFactory(DjangoModelFactory):
    class Meta:
        model = Pool
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Pool {n}")
    slug = factory.Sequence(lambda n: f"pool-{n}")
    rubric = factory.LazyFunction(lambda: Rubric.objects.earliest("pk"))
    first_monday = date(2026, 1, 5)
    created_at = datetime(2026, 1, 1, tzinfo=UTC)

    @factory.post_generation
    def members(pool, create, number, **kwargs):
        """`PoolFactory(members=5)` has five; `members__name=...` is passed to each of them."""
        for user in UserFactory.create_batch(number or 0, **kwargs):
            PoolMembershipFactory(pool=pool, user=user)


class PoolMembershipFactory(DjangoModelFactory):
    class Meta:
        model = PoolMembership

    pool = factory.SubFactory(PoolFactory)
    user = factory.SubFactory(UserFactory)
    first_day = LONG_AGO


class ExclusionFactory(DjangoModelFactory):
    class Meta:
        model = Exclusion

    pool = factory.SubFactory(PoolFactory)
    first = factory.SubFactory(UserFactory)
    second = factory.SubFactory(UserFactory)
    created_at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    created_by = factory.LazyFunction(User.objects.system)


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle
        django_get_or_create = ("pool", "monday")

    pool = factory.SubFactory(PoolFactory)
    monday = MONDAY
    ends_on = factory.LazyAttribute(lambda cycle: cycle.monday + timedelta(days=7))
    due_at = factory.LazyAttribute(
        lambda cycle: (
            datetime(cycle.monday.year, cycle.monday.month, cycle.monday.day, 17, tzinfo=UTC)
            + timedelta(days=4)
        )
    )
    rubric = factory.SelfAttribute("pool.rubric")
    visibility = factory.SelfAttribute("pool.visibility")
    state = CycleState.DRAWN


class DrawFactory(DjangoModelFactory):
    class Meta:
        model = Draw
        django_get_or_create = ("cycle", "attempt")

    cycle = factory.SubFactory(CycleFactory)
    attempt = 1
    drawn_at = datetime(2026, 11, 16, 9, tzinfo=UTC)
    drawn_by = factory.LazyFunction(User.objects.system)
    algorithm = "pairing-1"
    seed = "00" * 32
    salt = "00" * 16
    commitment = "00" * 32
    inputs = factory.LazyAttribute(
        lambda draw: json.loads(Inputs(cycle=draw.cycle.monday.isoformat(), present=()).canonical())
    )
    inputs_digest = "00" * 32


class PairingFactory(DjangoModelFactory):
    """Reviewer and owner become members of the pool."""

    class Meta:
        model = Pairing
        skip_postgeneration_save = True

    draw = factory.SubFactory(DrawFactory)
    reviewer = factory.SubFactory(UserFactory)
    owner = factory.SubFactory(UserFactory)
    code = "first"
    why = "First time"

    @factory.post_generation
    def places(pairing, create, wanted, **kwargs):
        for user in (pairing.reviewer, pairing.owner):
            PoolMembership.objects.get_or_create(
                pool=pairing.draw.cycle.pool, user=user, defaults={"first_day": LONG_AGO}
            )


def people_of(pool):
    return [place.user for place in pool.memberships.select_related("user")]


def drawn_pool(members=5, **kwargs):
    """A pool and its draw of `MONDAY`, made when it was due, always from the same seed."""
    pool = PoolFactory(members=members, **kwargs)
    return pool, draw_cycle(pool, MONDAY, by=User.objects.system(), now=ANNOUNCED, seed="5eed" * 16)


def add_member(pool, *, user, by, now, first_day=None):
    """Add one person by the action; returns whether they are new."""
    return bool(add_members(pool, users=[user], by=by, now=now, first_day=first_day))
