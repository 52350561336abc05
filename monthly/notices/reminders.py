"""Reminders of what is due: each once for a month and person, and none once it is done."""

from monthly.notices.months import MonthNotice
from monthly.states import WITH_ENGINEER, MonthlyState
from notifications.registry import Message, register


class MonthReminder(MonthNotice):
    """Reminds `people`, chosen by the sweep: at work today, with something left to do."""

    needs_action = True
    is_reminder = True
    icon = "clock-alert"

    def __init__(self, subject, people=()):
        super().__init__(subject)
        self.people = people

    def recipients(self):
        return list(self.people)


@register
class SelfDue(MonthReminder):
    """Notifies the engineer, one working day before the self-assessment is due."""

    kind = "self_assessment_due"
    noun = ("self-assessment to send", "self-assessments to send")
    reason = "your team does monthly reviews"

    def still_due(self, recipient):
        return self.subject.state in WITH_ENGINEER and self.is_engineer(recipient)

    def message(self, recipient):
        due = self.due(self.subject.self_due_on)
        body = f"Assess your cases and send them to {self.subject.manager.first_name}."
        title = f"Your {self.month} self-assessment is due {due}"
        return Message(title, body, self.mine_url(), self.icon, "Open your month")


@register
class ValidationDue(MonthReminder):
    """Notifies the manager or the stand-in, one working day before the validation is due."""

    kind = "validation_due"
    noun = ("month to validate", "months to validate")
    reason = "you validate it"

    def still_due(self, recipient):
        return self.subject.state == MonthlyState.VALIDATING

    def message(self, recipient):
        due = self.due(self.subject.validation_due_on)
        name = self.subject.engineer.first_name
        title = f"Your validation of {name}’s {self.month} review is due {due}"
        body = f"{name} has sent the self-assessment."
        return Message(title, body, self.validate_url(), self.icon, "Validate")


@register
class TalkDue(MonthReminder):
    """Notifies whoever has not marked the talk as done, one working day before it is due."""

    kind = "talk_due"
    noun = ("talk to hold", "talks to hold")
    reason = "you have not marked the talk as done"

    def still_due(self, recipient):
        if self.subject.state != MonthlyState.DISCUSSING:
            return False
        if self.is_engineer(recipient):
            return self.subject.engineer_done_at is None
        return self.subject.manager_done_at is None

    def message(self, recipient):
        review = self.subject
        other = (review.validator or review.manager) if self.is_engineer(recipient) else None
        name = (other or review.engineer).first_name
        title = f"Your {self.month} talk with {name} is due {self.due(review.talk_due_on)}"
        body = "Talk about where you differ, then mark it as done. Having nothing to add is fine."
        return Message(title, body, self.page_url(), self.icon, "Prepare the talk")
