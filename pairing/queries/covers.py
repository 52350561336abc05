"""Who needs a reviewer in a draw, and who can volunteer."""

from core.weeks import today_in
from pairing.models import Draw
from pairing.queries.exclusions import engine_rules
from pairing.states import PairingState

COMING = (PairingState.ASSIGNED, PairingState.DONE)


def is_uncovered(pairing):
    """Whether nobody reviews the owner of a pairing that ended, in the draw that counts now."""
    newest = (
        Draw.objects.filter(cycle=pairing.draw.cycle_id)
        .order_by("-attempt")
        .values_list("pk", flat=True)
        .first()
    )
    coming = pairing.draw.pairings.filter(owner=pairing.owner_id, state__in=COMING)
    return pairing.draw_id == newest and not coming.exists()


def volunteers(offer, now):
    """The people of the pool who could review the owner in this draw."""
    pairing = offer.pairing
    pool = pairing.draw.cycle.pool
    today = today_in(pool.zone, now)
    people = [place.user for place in pool.memberships.on(today).select_related("user")]
    taken = set(
        pairing.draw.pairings.live()
        .filter(owner=pairing.owner_id)
        .values_list("reviewer_id", flat=True)
    )
    hard = set(engine_rules(pool, today, [one.pk for one in people])[0])
    barred = {pairing.owner_id, pairing.reviewer_id, *taken}
    return [
        one for one in people if one.pk not in barred and (one.pk, pairing.owner_id) not in hard
    ]


def may_volunteer(user, offer, now):
    return user in volunteers(offer, now)
