"""Queries for meetings and planned days."""

from core.shared_queries import shared_query
from pairing.models import Pairing
from reviews.deadlines import days_to_plan
from reviews.models import Meeting, Plan
from reviews.rules import can_plan

READ_OF_WEEK = (
    "starts_at",
    "state",
    "changed_by",
    "changed_at",
    "pairing__reviewer__name",
    "pairing__reviewer__email",
    "pairing__owner__name",
    "pairing__owner__email",
)


def with_people(meetings):
    return meetings.select_related("pairing__reviewer", "pairing__owner", "changed_by")


def own_pairings(user):
    """Pairings that `user` gives or receives, which stay theirs after leaving the pool."""
    pairings = Pairing.objects.of(user).select_related(
        "reviewer", "owner", "draw__cycle__pool", "plan"
    )
    return pairings.defer("draw__inputs")


def latest_meeting(pairing_id, user):
    """What the two of a pairing have planned or done last, or None."""
    return with_people(Meeting.objects.visible_to(user)).filter(pairing=pairing_id).first()


@shared_query
def week_meetings(user, now):
    """What is proposed or planned, by pairing id."""
    meetings = Meeting.objects.visible_to(user).coming()
    meetings = meetings.select_related("pairing__reviewer", "pairing__owner").only(*READ_OF_WEEK)
    return {meeting.pairing_id: meeting for meeting in meetings}


def add_plan(pairing, user, now):
    """Put on a pairing that `user` reviews its `planned_day`, and the `days_to_plan`."""
    pairing.planned_day = None
    pairing.days_to_plan = ()
    if can_plan(user, pairing):
        plans = Plan.objects.visible_to(user).filter(pairing=pairing)
        pairing.planned_day = plans.values_list("day", flat=True).first()
        pairing.days_to_plan = days_to_plan(pairing.draw.cycle, user.time_zone, now)
