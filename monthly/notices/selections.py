from monthly.notices.months import MonthNotice
from monthly.states import WITH_ENGINEER, SelectionKind
from notifications.registry import Message, register


@register
class CaseRedrawn(MonthNotice):
    """Notifies the engineer that another case was drawn in place of the first one."""

    kind = "case_redrawn"
    reason = "it is your monthly review"

    def recipients(self):
        return [self.subject.engineer]

    def key(self, recipient):
        """Each redraw makes a new selection."""
        drawn = self.subject.selections.current().filter(kind=SelectionKind.DRAWN)
        selection = drawn.values_list("pk", flat=True).first()
        return f"{super().key(recipient)}:{selection}"

    def still_due(self, recipient):
        return self.subject.state in WITH_ENGINEER

    def message(self, recipient):
        return Message(
            title=f"Another case was drawn for your {self.month} review",
            body="It replaces the first one. The reason is on your page.",
            url=self.mine_url(),
            icon="dices",
            button="Open your month",
        )
