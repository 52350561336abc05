from django.urls import reverse

from notifications.registry import Message, NoticeKind, register
from people.models import Absence


@register
class AbsenceAdded(NoticeKind):
    """A manager entered an absence; the person should hear of it before a draw."""

    kind = "absence_added"
    noun = ("absence entered for you", "absences entered for you")
    reason = "these days are yours"
    model = Absence

    def recipients(self):
        return [self.subject.user]

    def message(self, recipient):
        first = self.subject.first_day
        last = self.subject.last_day
        days = f"{first.day} {first:%B}" + ("" if first == last else f" to {last.day} {last:%B}")
        body = (
            "You get no reminders on these days, and are not drawn in cycles that you mostly miss. "
            "You can change the days."
        )
        title = f"Your manager entered an absence for you: {days}"
        url = f"{reverse('me')}#absences"
        return Message(title, body, url, "calendar-off", "See your absences")
