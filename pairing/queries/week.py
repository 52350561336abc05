"""What My week shows of a person's draws."""

from dataclasses import dataclass

from core.ring import Ring, draw_ring
from pairing.models import Pairing, PoolMembership
from pairing.queries.due import NextDraw, next_draws_of
from pairing.states import CycleState, PairingState


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a cycle is, in numbers and never by name."""

    sent: int
    started: int
    to_start: int
    ended: int
    sits_out: int

    @property
    def due(self):
        return self.sent + self.started + self.to_start

    @property
    def blocks(self):
        return [*["sent"] * self.sent, *["started"] * self.started, *["to start"] * self.to_start]


def current_pairings(user):
    """Every pairing of the person in a cycle that is drawn and not closed: (those they give, those they get)."""
    pairings = Pairing.objects.of(user).live().filter(draw__cycle__state=CycleState.DRAWN)
    mine = list(
        pairings.select_related("reviewer", "owner", "draw__cycle__pool").order_by("-draw__cycle__monday", "pk")
    )
    return [p for p in mine if p.reviewer_id == user.pk], [p for p in mine if p.owner_id == user.pk]


def cycle_progress(draw, user) -> tuple[Progress, Ring]:
    """The tally and the ring of a draw, with the person's own arrows marked."""
    pairings = list(draw.pairings.live().select_related("reviewer", "owner"))
    states = [pairing.state for pairing in pairings]
    started = sum(p.state == PairingState.ASSIGNED and p.started_at is not None for p in pairings)
    progress = Progress(
        sent=states.count(PairingState.DONE),
        started=started,
        to_start=states.count(PairingState.ASSIGNED) - started,
        ended=states.count(PairingState.SKIPPED) + states.count(PairingState.MISSED),
        sits_out=len(draw.outside),
    )
    people = {p.pk: p.name for pairing in pairings for p in (pairing.reviewer, pairing.owner)}
    ring = draw_ring(people.items(), [(p.reviewer_id, p.owner_id) for p in pairings], user.pk, size=176)
    return progress, ring


def next_draws(user, now) -> list[NextDraw]:
    """When each pool of the person is drawn next."""
    places = PoolMembership.objects.filter(user=user, last_day__isnull=True).select_related("pool")
    return next_draws_of([place.pool for place in places], now)
