"""How often one person of a pool drew another."""

from pairing.engine import Pair, why
from pairing.engine.explain import AGAIN, FIRST
from pairing.engine.tiers import WINDOW
from pairing.models import Pairing


def describe_meeting(cycle, reviewer, owner):
    """Which meeting of the two this is, as in reasons: "not since 7 September, 2nd time"."""
    earlier = Pairing.objects.live().filter(
        draw__cycle__pool=cycle.pool,
        draw__cycle__monday__lt=cycle.monday,
        draw__cycle__monday__gte=cycle.monday - WINDOW,
        reviewer=reviewer,
        owner=owner,
    )
    days = [
        day.isoformat() for day in sorted(earlier.values_list("draw__cycle__monday", flat=True))
    ]
    pair = Pair(
        reviewer.pk, owner.pk, AGAIN if days else FIRST, len(days) + 1, days[-1] if days else ""
    )
    reason = why(pair, cycle.monday.isoformat(), str, present=3)
    return reason[0].lower() + reason[1:]
