"""Pools, cycles and pairings for tests: the weekly cycle of Monday 16 November 2026, drawn, due on Friday."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from pairing.models import Cycle, Draw, Pairing, Pool, PoolMembership
from pairing.states import CycleState
from people.models import User
from people.tests.factories import LONG_AGO, UserFactory
from rubrics.models import Rubric

MONDAY = date(2026, 11, 16)


class PoolFactory(DjangoModelFactory):
    class Meta:
        model = Pool

    name = factory.Sequence(lambda n: f"Pool {n}")
    slug = factory.Sequence(lambda n: f"pool-{n}")
    rubric = factory.LazyFunction(lambda: Rubric.objects.get())
    first_monday = date(2026, 1, 5)


class PoolMembershipFactory(DjangoModelFactory):
    class Meta:
        model = PoolMembership

    pool = factory.SubFactory(PoolFactory)
    user = factory.SubFactory(UserFactory)
    first_day = LONG_AGO


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle
        django_get_or_create = ("pool", "monday")

    pool = factory.SubFactory(PoolFactory)
    monday = MONDAY
    ends_on = factory.LazyAttribute(lambda cycle: cycle.monday + timedelta(days=7))
    due_at = factory.LazyAttribute(
        lambda cycle: (
            datetime(cycle.monday.year, cycle.monday.month, cycle.monday.day, 17, tzinfo=UTC) + timedelta(days=4)
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
    inputs = factory.Dict({})
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
