from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from pairing.errors import StaleGuidance
from pairing.models import Pool
from pairing.rules import can_manage_pool


@transaction.atomic
def change_guidance(pool, *, text, seen_at, by, now):
    """Save the guidance of a pool; an empty text brings back the default.

    `seen_at` is the save time of the text on screen. Raises `NotAllowed`, and `StaleGuidance` with
    both texts if somebody saved a newer one: nothing is overwritten.
    """
    if not can_manage_pool(by, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can change its guidance.")
    rows = Pool.objects.filter(pk=pool.pk, guidance_at=seen_at)
    if not rows.update(guidance=text, guidance_at=now):
        raise StaleGuidance(Pool.objects.get(pk=pool.pk), typed=text)
    record("guidance changed", pool, by=by, now=now, length=len(text))
