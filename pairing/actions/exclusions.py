from django.db import transaction

from audit.actions import record
from core.concurrency import refuse_if_taken
from core.errors import NotAllowed, Refused, StaleState
from core.weeks import today_in
from pairing.models import Exclusion
from pairing.rules import can_manage_pool

TAKEN = "There is already a rule for these two. End that one first."


@transaction.atomic
def add_exclusion(
    pool, *, first, second, strength, is_symmetric=True, until=None, reason="", by, now
):
    """Keep two people apart, starting with the next draw: `first` does not review `second`, nor, if
    `is_symmetric`, the other way round.

    `until` is the last day on which the rule applies (by the Monday of a cycle). Leads and
    coordinators read `reason`.
    Raises `NotAllowed`, and `Refused` for one person twice, a day in the past, or two people who
    have a rule already.
    """
    _require_manager(pool, by)
    today = today_in(pool.zone, now)
    if first == second:
        raise Refused("Nobody reviews themselves anyway: name two different people.")
    if until and until < today:
        raise Refused("That day is over. Choose a later one.")
    _end_what_is_over(pool, (first, second), today, now)
    with refuse_if_taken(TAKEN):
        exclusion = Exclusion.objects.create(
            pool=pool,
            first=first,
            second=second,
            strength=strength,
            is_symmetric=is_symmetric,
            until=until,
            reason=reason,
            created_at=now,
            created_by=by,
        )
    record(
        "exclusion added",
        exclusion,
        by=by,
        now=now,
        first=first.pk,
        second=second.pk,
        strength=strength,
    )
    return exclusion


@transaction.atomic
def end_exclusion(exclusion, *, by, now):
    """Let the two be paired again.

    Raises `NotAllowed`, and `StaleState` if the rule has already been ended.
    """
    _require_manager(exclusion.pool, by)
    if not Exclusion.objects.live().filter(pk=exclusion.pk).update(ended_at=now):
        raise StaleState("This rule has been ended.", exclusion)
    record("exclusion ended", exclusion, by=by, now=now)


@transaction.atomic
def restore_exclusion(exclusion, *, by, now):
    """Undo the end of a rule.

    Raises `NotAllowed`; `StaleState` when it applies already; `Refused` when its last day is over
    or the two have another rule by now.
    """
    _require_manager(exclusion.pool, by)
    if exclusion.until and exclusion.until < today_in(exclusion.pool.zone, now):
        raise Refused("This rule has expired. Add a new one.")
    with refuse_if_taken(TAKEN):
        restored = Exclusion.objects.filter(pk=exclusion.pk, ended_at__isnull=False).update(
            ended_at=None
        )
    if not restored:
        raise StaleState("This rule is already active.", exclusion)
    record("exclusion restored", exclusion, by=by, now=now)


def _end_what_is_over(pool, two, today, now):
    """End a rule whose last day has passed, so that a new one can be added."""
    Exclusion.objects.live().filter(
        pool=pool, first__in=two, second__in=two, until__lt=today
    ).update(ended_at=now)


def _require_manager(pool, by):
    if not can_manage_pool(by, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can keep people apart.")
