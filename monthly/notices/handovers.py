from django.urls import reverse

from monthly.notices.months import MonthNotice
from notifications.registry import Message, register


@register
class ManagerChanged(MonthNotice):
    """Notifies all three that the month has moved from `old` to its current manager."""

    kind = "monthly_manager_changed"
    reason = "it is your monthly review, or you validate it"

    def __init__(self, subject, old=None, at=None):
        super().__init__(subject)
        self.old = old
        self.at = at

    def recipients(self):
        people = [self.subject.engineer, self.subject.manager, self.old]
        return [person for person in people if person and person.is_active]

    def key(self, recipient):
        """A month may move back and forth, so each move has its own key."""
        return f"{super().key(recipient)}:{self.at.isoformat()}"

    def message(self, recipient):
        review = self.subject
        manager = review.manager
        button = "Open your team"
        url = reverse("monthly_team")
        if self.is_engineer(recipient):
            url = self.mine_url()
            button = "Open your month"
            title = f"{manager.name} now validates your {self.month} review"
            body = "Your previous manager’s drafts were discarded."
        elif recipient.pk == review.manager_id:
            title = f"You now validate {review.engineer.first_name}’s {self.month} review"
            body = f"The validation is due {self.due(review.validation_due_on)}."
        else:
            title = f"{review.engineer.first_name}’s {self.month} review moved to {manager.name}"
            body = "You are no longer their manager. There is nothing to do."
        return Message(title, body, url, "users", button)
