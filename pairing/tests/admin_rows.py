"""One more row of each model of pairing that admin has pages of."""

from datetime import timedelta

from django.utils import timezone

from pairing.models import CoverOffer, SwapRequest, Unavailable
from pairing.tests.factories import (
    MONDAY,
    CycleFactory,
    DrawFactory,
    ExclusionFactory,
    PairingFactory,
    PoolFactory,
    PoolMembershipFactory,
)
from people.tests.factories import UserFactory


def make_swap(number):
    draw = DrawFactory()
    return SwapRequest.objects.create(
        mine=PairingFactory(draw=draw), theirs=PairingFactory(draw=draw), asked_at=timezone.now()
    )


def make_cover(number):
    return CoverOffer.objects.create(pairing=PairingFactory(), asked_at=timezone.now())


def make_unavailable(number):
    monday = MONDAY + timedelta(weeks=number)
    return Unavailable.objects.create(user=UserFactory(), monday=monday, created_at=timezone.now())


MAKE = {
    "pairing.coveroffer": make_cover,
    "pairing.cycle": lambda number: CycleFactory(),
    "pairing.draw": lambda number: DrawFactory(cycle=CycleFactory()),
    "pairing.exclusion": lambda number: ExclusionFactory(),
    "pairing.pairing": lambda number: PairingFactory(),
    "pairing.pool": lambda number: PoolFactory(),
    "pairing.poolmembership": lambda number: PoolMembershipFactory(),
    "pairing.swaprequest": make_swap,
    "pairing.unavailable": make_unavailable,
}
