from django.urls import reverse

from core.dates import format_short_day
from monthly.models import MonthlyReview
from monthly.states import WITH_ENGINEER
from notifications.registry import Message, NoticeKind, register


class MonthNotice(NoticeKind):
    """About one monthly review. Says nothing of what the two wrote."""

    model = MonthlyReview
    noun = ("monthly review", "monthly reviews")

    @classmethod
    def subjects(cls, ids):
        rows = MonthlyReview.objects.select_related("engineer", "manager", "validator")
        return rows.defer("notes").in_bulk(ids)

    @property
    def month(self):
        return f"{self.subject.month:%B}"

    def is_engineer(self, recipient):
        return recipient.pk == self.subject.engineer_id

    def due(self, day):
        return format_short_day(day, self.subject.month)

    def mine_url(self):
        """The engineer's page with the current month."""
        return reverse("monthly")

    def validate_url(self):
        """Where the manager begins, with the first case."""
        return reverse("monthly_sent", args=[self.subject.pk])

    def page_url(self):
        """The page of the month, which is the same for both."""
        return reverse("monthly_review", args=[self.subject.pk])


@register
class MonthOpened(MonthNotice):
    """Notifies the engineer that the month is open, with what to do by when."""

    kind = "month_opened"
    needs_action = True
    reason = "your team does monthly reviews"

    def recipients(self):
        return [self.subject.engineer]

    def still_due(self, recipient):
        return self.subject.state in WITH_ENGINEER

    def message(self, recipient):
        due = self.due(self.subject.self_due_on)
        return Message(
            title=f"Your {self.month} review is open",
            body=f"Assess two cases and send them to {self.subject.manager.first_name} by {due}.",
            url=self.mine_url(),
            icon="calendar-check",
            button="Open your month",
        )
