"""Queries for the day on which a reviewer plans to write."""

from reviews.deadlines import days_to_plan
from reviews.models import Plan
from reviews.rules import can_plan


def add_plan(pairing, user, now):
    """Set `planned_day` and `days_to_plan` on a pairing that `user` reviews."""
    pairing.planned_day = None
    pairing.days_to_plan = ()
    if can_plan(user, pairing):
        plans = Plan.objects.visible_to(user).filter(pairing=pairing)
        pairing.planned_day = plans.values_list("day", flat=True).first()
        pairing.days_to_plan = days_to_plan(pairing.draw.cycle, user.time_zone, now)
