"""Queries for the day on which a reviewer plans to write."""

from core.prepared_queries import prepared_query
from pairing.states import PairingState
from reviews.deadlines import days_to_plan
from reviews.models import Plan
from reviews.rules import can_plan


def add_plan(pairing, user, now):
    """Set `planned_day` and `days_to_plan` on a pairing that `user` reviews."""
    pairing.planned_day = None
    pairing.days_to_plan = ()
    if can_plan(user, pairing):
        pairing.planned_day = dict(_planned_days(user)).get(pairing.pk)
        pairing.days_to_plan = days_to_plan(pairing.draw.cycle, user.time_zone, now)


@prepared_query
def _planned_days(user):
    """The days of the reviews that wait to be written."""
    plans = Plan.objects.visible_to(user).filter(pairing__state=PairingState.ASSIGNED)
    return plans.values_list("pairing_id", "day")
