"""A sample of each kind of notice of pairing, for people and for the pool's channel."""

from datetime import date

from pairing.models import CoverOffer, SwapRequest
from pairing.notices import (
    ChannelTest,
    CoverRequested,
    Drawn,
    PairingAdded,
    PairingDropped,
    Redrawn,
    Repaired,
    ReviewerAway,
    Skipped,
    SwapAnswered,
    SwapRequested,
)
from pairing.states import Origin, PairingState, SwapState
from pairing.tests.factories import CycleFactory, DrawFactory, PairingFactory, PoolFactory
from people.tests.factories import UserFactory


def build_samples(world):
    pool = PoolFactory(
        name="Global Support",
        slug="global-support",
        channel="#support",
        sealed_seed="5e" * 32,
        sealed_salt="a1" * 16,
    )
    cycle = CycleFactory(pool=pool)
    draw = DrawFactory(cycle=cycle, attempt=2, drawn_by=world.dee, reason="Bo is away on Monday")
    world.pairing = PairingFactory(
        draw=draw, reviewer=world.bo, owner=world.ana, why="Not since 7 September"
    )
    other = PairingFactory(draw=draw, reviewer=world.cy, owner=world.dee)
    accepted = SwapRequest.objects.create(
        mine=other,
        theirs=world.pairing,
        asked_at=world.now,
        answered_at=world.now,
        state=SwapState.ACCEPTED,
    )
    return [
        *build_personal_samples(world, draw, other, accepted),
        *build_channel_samples(world, draw, accepted),
    ]


def build_personal_samples(world, draw, other, accepted):
    pairing = world.pairing
    now = world.now
    skipped = PairingFactory(
        draw=draw,
        reviewer=pairing.owner,
        owner=other.owner,
        state=PairingState.SKIPPED,
        reason="Too full a week",
        ended_at=now,
    )
    asked = SwapRequest.objects.create(mine=pairing, theirs=other, asked_at=now)
    offer = CoverOffer.objects.create(pairing=skipped, asked_at=now)
    return [
        (Drawn, draw, pairing.reviewer),
        (Redrawn, draw, pairing.reviewer),
        (PairingAdded, pairing, pairing.reviewer),
        (PairingDropped, pairing, pairing.owner),
        (Skipped, skipped, skipped.owner),
        (SwapRequested, asked, other.reviewer),
        (SwapAnswered, accepted, other.reviewer),
        (CoverRequested, offer, pairing.reviewer),
        (ReviewerAway, pairing, world.dee),
    ]


def build_channel_samples(world, draw, accepted):
    """What the channel of the pool reads, of a cycle to come and of the running one."""
    pool = draw.cycle.pool
    eve = world.eve
    fay = UserFactory(name="Fay & Co")
    gil = UserFactory(name="Gil Weiß")
    cycle = CycleFactory(pool=pool, monday=date(2026, 11, 23))
    first = DrawFactory(
        cycle=cycle, sits_out=[{"person": gil.pk, "code": "away"}], sealed_at=world.now
    )
    for reviewer, owner in ((eve, fay), (fay, eve)):
        PairingFactory(draw=first, reviewer=reviewer, owner=owner, why="Never in a channel")
    PairingFactory(draw=draw, reviewer=eve, owner=fay, origin=Origin.REPAIR)
    cover = PairingFactory(draw=draw, reviewer=fay, owner=eve, origin=Origin.COVER)
    return [
        (Drawn, first, None),
        (Redrawn, draw, None),
        (Repaired, draw, None),
        (PairingAdded, cover, None),
        (SwapAnswered, accepted, None),
        (ChannelTest, pool, None),
    ]
