"""A reviewer plans a day to write, and gets the mid-cycle reminder that morning."""

from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, Refused
from reviews.deadlines import days_to_plan
from reviews.models import Plan
from reviews.rules import can_plan


@transaction.atomic
def plan_review(pairing, *, day, by, now):
    """Plan the review of `pairing` for `day`; another day replaces it.

    Raises `NotAllowed` for anyone but the reviewer and once the review is sent or the pairing is
    over, and `Refused` for a day that is not in `deadlines.days_to_plan`.
    """
    if not can_plan(by, pairing):
        raise NotAllowed("Only the reviewer can plan this review, and only before it is sent.")
    if day not in days_to_plan(pairing.draw.cycle, by.time_zone, now):
        raise Refused("Choose a working day that is still ahead in this cycle.")
    plan, _ = Plan.objects.update_or_create(
        pairing=pairing, defaults={"day": day, "planned_at": now}
    )
    record("review planned", pairing, by=by, now=now, day=day.isoformat())
    return plan


@transaction.atomic
def unplan_review(pairing, *, by, now):
    """Undo `plan_review`: the reminder is sent in the middle of the cycle again."""
    if not can_plan(by, pairing):
        raise NotAllowed("Only the reviewer can plan this review, and only before it is sent.")
    if Plan.objects.filter(pairing=pairing).delete()[0]:
        record("plan removed", pairing, by=by, now=now)
