from django.urls import reverse

from monthly.notices.months import MonthNotice
from monthly.queries.stand_ins import acting_managers
from monthly.states import MonthlyState
from notifications.registry import Message, RepeatableNotice, register


@register
class SelfAssessmentSent(MonthNotice):
    """Notifies the manager or the stand-in that the self-assessment is sent."""

    kind = "self_assessment_sent"
    noun = ("month to validate", "months to validate")
    folds = True
    needs_action = True
    reason = "you validate it"

    def recipients(self):
        return acting_managers(self.subject)

    def key(self, recipient):
        sent_at = self.subject.sent_at
        return f"{super().key(recipient)}:{sent_at.isoformat() if sent_at else ''}"

    def still_due(self, recipient):
        return self.subject.state == MonthlyState.VALIDATING

    def message(self, recipient):
        name = self.subject.engineer.first_name
        if self.subject.state == MonthlyState.SELF_ASSESSING:
            title = f"{name} recalled the {self.month} self-assessment"
            body = "You will get a notice when it is sent again."
            return Message(title, body, reverse("monthly_team"), "undo-2", "Open your team")
        return Message(
            title=f"{name} sent the {self.month} self-assessment",
            body=f"Validate it by {self.due(self.subject.validation_due_on)}.",
            url=self.validate_url(),
            icon="stamp",
            button="Validate",
        )


@register
class SelfAssessmentRecalled(RepeatableNotice, MonthNotice):
    """Notifies the same people that there is nothing to validate for now. Inbox only."""

    kind = "self_assessment_recalled"
    folds = True
    channels = ("inbox",)
    reason = "you validate it"

    def recipients(self):
        return acting_managers(self.subject)

    def still_due(self, recipient):
        return self.subject.state == MonthlyState.SELF_ASSESSING

    def message(self, recipient):
        return Message(
            title=f"{self.subject.engineer.first_name} recalled the {self.month} self-assessment",
            body="You will get a notice when it is sent again.",
            url=reverse("monthly_team"),
            icon="undo-2",
            button="Open your team",
        )
