from django.db import transaction

from audit.actions import record_all
from pairing.models import CoverOffer, SwapRequest
from pairing.rules import is_waiting
from pairing.states import CoverState, CycleState, SwapState


@transaction.atomic
def expire_requests(cycle, *, by, now):
    """End requests that nobody can answer any more.

    These are swaps of pairings that no longer wait and, once the cycle is closed or redrawn,
    searches for a volunteer. Actions that replace or close pairings call this.
    """
    swaps = (
        SwapRequest.objects.open().filter(mine__draw__cycle=cycle).select_related("mine", "theirs")
    )
    late = [swap for swap in swaps if not (is_waiting(swap.mine) and is_waiting(swap.theirs))]
    SwapRequest.objects.open().filter(pk__in=[swap.pk for swap in late]).update(
        state=SwapState.EXPIRED, answered_at=now
    )
    newest = cycle.draws.first()
    offers = CoverOffer.objects.open().filter(pairing__draw__cycle=cycle)
    if cycle.state != CycleState.CLOSED:
        offers = offers.exclude(pairing__draw=newest)
    gone = list(offers)
    CoverOffer.objects.open().filter(pk__in=[offer.pk for offer in gone]).update(
        state=CoverState.EXPIRED, ended_at=now
    )
    record_all("swap expired", [(swap, {}) for swap in late], by=by, now=now)
    record_all("cover expired", [(offer, {}) for offer in gone], by=by, now=now)
