from django.urls import reverse

from core.dates import format_short_day
from monthly.models import MonthlyReview, StandIn
from monthly.notices.months import MonthNotice
from monthly.states import StandInState
from notifications.registry import Message, NoticeKind, register
from people.models import User


@register
class ManagerChanged(MonthNotice):
    """To all three: the month has moved from `old` to its present manager."""

    kind = "monthly_manager_changed"
    reason = "it is your month, or you validate it"

    def __init__(self, subject, old=None, at=None):
        super().__init__(subject)
        self.old = old
        self.at = at

    def recipients(self):
        people = [self.subject.engineer, self.subject.manager, self.old]
        return [person for person in people if person and person.is_active]

    def key(self, recipient):
        """It may move back and forth."""
        return f"{super().key(recipient)}:{self.at.isoformat()}"

    def message(self, recipient):
        review = self.subject
        manager = review.manager
        button = "Open your team"
        url = reverse("monthly_team")
        if self.is_engineer(recipient):
            url = self.mine_url()
            button = "Open your month"
            title = f"{manager.name} validates your {self.month} review now"
            body = "They took over as your manager. Drafts of the manager before were discarded."
        elif recipient.pk == review.manager_id:
            title = f"You validate {review.engineer.first_name}’s {self.month} review now"
            body = f"You took over as their manager. Due {self.due(review.validation_due_on)}."
        else:
            title = f"{review.engineer.first_name}’s {self.month} review moved to {manager.name}"
            body = "You are no longer their manager. There is nothing to do."
        return Message(title, body, url, "users", button)


@register
class StandInNamed(NoticeKind):
    """To the person who stands in when they are named, and to the engineers when it begins."""

    kind = "stand_in_named"
    noun = ("stand-in", "stand-ins")
    reason = "you stand in, or your manager is away"
    model = StandIn

    @classmethod
    def subjects(cls, ids):
        return StandIn.objects.select_related("manager", "person").in_bulk(ids)

    def recipients(self):
        """Engineers with something due in these days; in blocks of work not yet shared."""
        people = [self.subject.person] if self.subject.person.is_active else []
        if self.subject.state == StandInState.ACTIVE:
            months = MonthlyReview.objects.stood_in_by(self.subject)
            engineers = User.objects.active().filter(monthly_reviews__in=months)
            people += list(engineers.exclude(pk=self.subject.person_id).distinct())
        return people

    def key(self, recipient):
        days = f"{self.subject.first_day.isoformat()}:{self.subject.last_day.isoformat()}"
        return f"{super().key(recipient)}:{self.subject.person_id}:{days}"

    def still_due(self, recipient):
        return self.subject.state in (StandInState.PLANNED, StandInState.ACTIVE)

    def message(self, recipient):
        stand_in = self.subject
        first = format_short_day(stand_in.first_day, stand_in.first_day)
        last = format_short_day(stand_in.last_day, stand_in.first_day)
        manager = stand_in.manager.first_name
        if recipient.pk == stand_in.person_id:
            return Message(
                title=f"You stand in for {manager} from {first} to {last}",
                body="You validate the monthly reviews that are due in these days.",
                url=reverse("monthly_stand_ins"),
                icon="user-round-check",
                button="See the days",
            )
        return Message(
            title=f"{stand_in.person.name} stands in for {manager} until {last}",
            body="They can read and validate your monthly review until then.",
            url=reverse("monthly"),
            icon="user-round-check",
            button="Open your month",
        )
