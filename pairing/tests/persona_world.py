"""Draws for the persona matrix: a pool, its draw, earlier pairings, a swap, a cover, rules."""

from datetime import date, timedelta

from django.db import transaction

from casereview.tests.personas.foreign import SECRET
from core.weeks import WEEK
from pairing.actions import draw_cycle, skip_pairing
from pairing.models import CoverOffer, Pairing, SwapRequest
from pairing.states import CycleState, PairingState
from pairing.tests.factories import (
    CycleFactory,
    DrawFactory,
    ExclusionFactory,
    PairingFactory,
    PoolFactory,
    PoolMembershipFactory,
)

PRIVATE_MODELS = (Pairing,)
FOREIGN_KINDS = {
    "pairings/": ("pairing", "skipped", "ended_pairing"),
    "swaps/": ("swap",),
    "covers/": ("cover",),
}
FOREIGN_KEYS = {"pairing": "pairing"}
ID_CANDIDATES = {
    "slug": lambda world: [world.pool.slug, world.other_pool.slug, "no-such-pool"],
    "monday": lambda world: [
        world.monday - WEEK,
        world.monday,
        world.monday + WEEK,
        date(1, 1, 1),
        date(9999, 12, 27),
    ],
}


def add_to_world(world):
    world.pool = PoolFactory(
        name="Global Support",
        slug="global-support",
        rubric=world.rubric,
        first_monday=world.monday - 8 * WEEK,
    )
    world.other_pool = PoolFactory(
        name="Americas", slug="americas", rubric=world.rubric, first_monday=world.monday
    )
    world.pool.leads.add(world.lead)
    for person in (world.reviewer, world.owner, world.teammate):
        PoolMembershipFactory(pool=world.pool, user=person)
    world.pairing = draw_the_pair(world)
    world.draw = world.pairing.draw
    world.started_pairing = add_earlier_pairing(world, weeks_ago=1, started_at=world.now)
    world.ended_pairing = add_earlier_pairing(world, weeks_ago=5, state=PairingState.MISSED)
    add_requests(world)
    add_exclusions(world)


def draw_the_pair(world):
    """A real draw, of the first seed by which chance gives the reviewer the owner."""
    for number in range(64):
        with transaction.atomic():
            draw = draw_cycle(
                world.pool, world.monday, by=world.lead, now=world.now, seed=f"{number:064x}"
            )
            if pairing := draw.pairings.filter(reviewer=world.reviewer, owner=world.owner).first():
                return pairing
            transaction.set_rollback(True)
    raise AssertionError("no seed gives the reviewer the owner")


def add_earlier_pairing(world, weeks_ago, **fields):
    """A pairing in a cycle of its own, because a draw has a pair only once."""
    monday = world.monday - weeks_ago * WEEK
    due_at = world.now - timedelta(weeks=weeks_ago)
    state = CycleState.DRAWN if weeks_ago in (1, 6) else CycleState.CLOSED
    cycle = CycleFactory(
        pool=world.pool, monday=monday, ends_on=monday + WEEK, due_at=due_at, state=state
    )
    draw = DrawFactory(cycle=cycle, drawn_at=due_at)
    return PairingFactory(draw=draw, reviewer=world.reviewer, owner=world.owner, **fields)


def add_requests(world):
    pairing_of_owner = world.draw.pairings.get(reviewer=world.owner)
    world.swap = SwapRequest.objects.create(
        mine=world.pairing, theirs=pairing_of_owner, asked_at=world.now
    )
    world.cover = CoverOffer.objects.create(pairing=world.started_pairing, asked_at=world.now)


def add_exclusions(world):
    made = {"pool": world.pool, "created_by": world.lead, "created_at": world.now}
    world.exclusion = ExclusionFactory(first=world.owner, second=world.teammate, **made)
    world.ended_exclusion = ExclusionFactory(
        first=world.owner, second=world.reviewer, ended_at=world.now, **made
    )


def add_foreign(foreign):
    begin = foreign.monday - 8 * WEEK
    foreign.pool = PoolFactory(
        name="Foreign", slug="foreign", rubric=foreign.rubric, first_monday=begin
    )
    foreign.pairing = add_foreign_pairing(foreign, weeks_ago=0)
    foreign.skipped = add_foreign_pairing(foreign, weeks_ago=1)
    skip_pairing(foreign.skipped, reason=SECRET, by=foreign.reviewer, now=foreign.now)
    opposite = PairingFactory(
        draw=foreign.pairing.draw, reviewer=foreign.owner, owner=foreign.reviewer
    )
    foreign.swap = SwapRequest.objects.create(
        mine=foreign.pairing, theirs=opposite, asked_at=foreign.now
    )
    foreign.cover = CoverOffer.objects.create(pairing=foreign.skipped, asked_at=foreign.now)


def add_foreign_pairing(foreign, weeks_ago):
    monday = foreign.monday - weeks_ago * WEEK
    state = CycleState.CLOSED if weeks_ago else CycleState.DRAWN
    cycle = CycleFactory(
        pool=foreign.pool, monday=monday, ends_on=monday + WEEK, due_at=foreign.now, state=state
    )
    draw = DrawFactory(cycle=cycle, drawn_at=foreign.now)
    pairing = PairingFactory(draw=draw, reviewer=foreign.reviewer, owner=foreign.owner)
    return Pairing.objects.get(pk=pairing.pk)


def list_foreign_rows(foreign):
    return [
        Pairing.objects.filter(owner=foreign.owner),
        SwapRequest.objects.filter(pk=foreign.swap.pk),
        CoverOffer.objects.filter(pk=foreign.cover.pk),
    ]
