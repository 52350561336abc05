"""Queries for the meetings of a pairing."""

from core.shared_queries import shared_query
from pairing.models import Pairing
from reviews.models import Meeting

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
    """Pairings in which `user` is reviewer or owner. They stay theirs after leaving the pool."""
    pairings = Pairing.objects.of(user).select_related(
        "reviewer", "owner", "draw__cycle__pool", "plan"
    )
    return pairings.defer("draw__inputs")


def latest_meeting(pairing_id, user):
    """The latest meeting of a pairing, planned or past, or None."""
    return Meeting.objects.visible_to(user).filter(pairing=pairing_id).first()


@shared_query
def week_meetings(user, now):
    """Proposed and planned meetings, by pairing id."""
    meetings = Meeting.objects.visible_to(user).coming()
    meetings = meetings.select_related("pairing__reviewer", "pairing__owner").only(*READ_OF_WEEK)
    return {meeting.pairing_id: meeting for meeting in meetings}
