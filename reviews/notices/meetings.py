from django.urls import reverse

from core.dates import format_short_day
from notifications.registry import Message, NoticeKind, register
from reviews.models import Meeting
from reviews.states import MeetingState

READ_OF_MEETING = (
    "pairing",
    "starts_at",
    "state",
    "changed_by__name",
    "changed_by__email",
)
PHRASES = {
    MeetingState.PROPOSED: "proposes to go through the review together",
    MeetingState.ACCEPTED: "will go through the review with you",
    MeetingState.DECLINED: "declined to meet about the review",
    MeetingState.CANCELLED: "cancelled the meeting about the review",
    MeetingState.HELD: "noted that you talked about the review",
    MeetingState.NOT_HELD: "noted that you did not meet about the review",
}


class MeetingNotice(NoticeKind):
    """Notifies the other person. Says nothing about the review itself."""

    model = Meeting
    reason = "you are paired in this cycle"
    folds = True

    @classmethod
    def subjects(cls, ids):
        meetings = Meeting.objects.select_related(
            "pairing__reviewer", "pairing__owner", "changed_by"
        )
        return meetings.in_bulk(ids)

    @classmethod
    def subjects_for(cls, ids, recipient):
        """With only the columns that the message reads."""
        meetings = Meeting.objects.select_related("changed_by").only(*READ_OF_MEETING)
        return meetings.in_bulk(ids)

    def recipients(self):
        return [self.subject.partner_of(self.subject.changed_by)]

    def key(self, recipient):
        return f"{super().key(recipient)}:{self.subject.changed_at.isoformat()}"

    def folded_subjects(self):
        """All meetings of the two: each proposal after a cancelled one is a new row."""
        return Meeting.objects.filter(pairing=self.subject.pairing_id).values("pk")

    def message(self, recipient):
        meeting = self.subject
        name = meeting.changed_by.first_name
        url = reverse("meeting", args=[meeting.pairing_id])
        starts = meeting.starts_at.astimezone(recipient.zone)
        body = f"{format_short_day(starts.date(), starts.date())}, {starts:%H:%M}"
        button = "Answer" if meeting.state == MeetingState.PROPOSED else "Open the meeting"
        return Message(f"{name} {PHRASES[meeting.state]}", body, url, "users", button)


@register
class MeetingProposed(MeetingNotice):
    kind = "meeting_proposed"
    noun = ("meeting to answer", "meetings to answer")
    needs_action = True

    def still_due(self, recipient):
        return self.subject.state == MeetingState.PROPOSED


@register
class MeetingChanged(MeetingNotice):
    """Accepted, declined, cancelled, or whether it took place."""

    kind = "meeting_changed"
    noun = ("answer about a meeting", "answers about meetings")

    def still_due(self, recipient):
        return self.subject.state != MeetingState.PROPOSED
