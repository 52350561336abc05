"""Who needs a reviewer in a draw, and who can volunteer."""

from core.weeks import today_in
from pairing.models import Draw
from pairing.queries.exclusions import engine_rules
from pairing.states import PairingState

COMING = (PairingState.ASSIGNED, PairingState.DONE)


def is_uncovered(pairing):
    """Whether nobody else reviews the owner of a pairing, in the draw that counts now."""
    newest = (
        Draw.objects.filter(cycle=pairing.draw.cycle_id)
        .order_by("-attempt")
        .values_list("pk", flat=True)
        .first()
    )
    coming = pairing.draw.pairings.filter(owner=pairing.owner_id, state__in=COMING)
    coming = coming.exclude(pk=pairing.pk)
    return pairing.draw_id == newest and not coming.exists()


def is_resumed(offer, pairing):
    """Whether the reviewer, who was away, has begun or sent the review since a volunteer was asked
    for.
    """
    if pairing.state == PairingState.DONE:
        return True
    began = pairing.started_at
    return pairing.state == PairingState.ASSIGNED and began is not None and began > offer.asked_at


def volunteers(offer, now):
    """The people of the pool who are asked, and who see the button: all but the two and those who
    review the owner already.

    Rules are looked at when somebody volunteers, so that the request gives none away (ADR 0017).
    """
    pairing = offer.pairing
    pool = pairing.draw.cycle.pool
    today = today_in(pool.zone, now)
    people = [place.user for place in pool.memberships.on(today).select_related("user")]
    taken = set(
        pairing.draw.pairings.live()
        .filter(owner=pairing.owner_id)
        .values_list("reviewer_id", flat=True)
    )
    barred = {pairing.owner_id, pairing.reviewer_id, *taken}
    return [person for person in people if person.pk not in barred]


def may_volunteer(user, offer, now):
    """Whether `user` can review the owner in this draw, rules included."""
    pairing = offer.pairing
    pool = pairing.draw.cycle.pool
    hard, _ = engine_rules(pool, today_in(pool.zone, now), {user.pk, pairing.owner_id})
    return user in volunteers(offer, now) and (user.pk, pairing.owner_id) not in set(hard)
