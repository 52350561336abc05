from core.text import join_words
from monthly.notices.months import MonthNotice
from monthly.states import Excuse, Missing, MonthlyState
from notifications.registry import Message, register


class EndingNotice(MonthNotice):
    """Notifies both, except `by`, who ended the month."""

    reason = "it is your monthly review, or you validate it"

    def __init__(self, subject, by=None):
        super().__init__(subject)
        self.by = by

    def recipients(self):
        both = (self.subject.engineer, self.subject.manager)
        return [person for person in both if person.is_active and person != self.by]

    def whose(self, recipient):
        if self.is_engineer(recipient):
            return f"Your {self.month} review"
        return f"{self.subject.engineer.first_name}’s {self.month} review"


@register
class MonthExcused(EndingNotice):
    kind = "month_excused"

    def still_due(self, recipient):
        return self.subject.state == MonthlyState.EXCUSED

    def message(self, recipient):
        return Message(
            title=f"{self.whose(recipient)} is excused",
            body=f"{self.because(recipient)} There is nothing to do.",
            url=self.page_url(),
            icon="calendar-off",
            button="Open the month",
        )

    def because(self, recipient):
        name = self.subject.engineer.first_name
        if self.subject.excuse == Excuse.LEFT:
            return f"{name} left the team."
        if self.subject.excuse == Excuse.REASON:
            return "Open the month to see why."
        if self.is_engineer(recipient):
            return "You are away, which leaves no time for it."
        return f"{name} is away, which leaves no time for it."


@register
class MonthIncomplete(EndingNotice):
    """The next month has opened before this one was done."""

    kind = "month_incomplete"

    def still_due(self, recipient):
        return self.subject.state == MonthlyState.INCOMPLETE

    def message(self, recipient):
        missing = join_words([Missing(part).label for part in self.subject.missing])
        return Message(
            title=f"{self.whose(recipient)} closed as incomplete",
            body=f"The next month has opened. Missing: {missing}.",
            url=self.page_url(),
            icon="calendar-x",
            button="Open the month",
        )
