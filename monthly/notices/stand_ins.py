from django.urls import reverse

from core.dates import format_short_day
from monthly.models import MonthlyReview, StandIn
from monthly.states import StandInState
from notifications.registry import Message, NoticeKind, register
from people.models import User


@register
class StandInNamed(NoticeKind):
    """Notifies the person who stands in, the engineers when it begins, and the manager if a
    coordinator (`by`) named them."""

    kind = "stand_in_named"
    noun = ("stand-in", "stand-ins")
    reason = "you are a stand-in, you have one, or your manager has one"
    model = StandIn

    def __init__(self, subject, by=None):
        super().__init__(subject)
        self.by = by

    @classmethod
    def subjects(cls, ids):
        return StandIn.objects.select_related("manager", "person").in_bulk(ids)

    def recipients(self):
        """The stand-in, the manager if not their choice, and engineers with something due then."""
        people = [self.subject.person] if self.subject.person.is_active else []
        if self.by and self.by.pk != self.subject.manager_id and self.subject.manager.is_active:
            people.append(self.subject.manager)
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
                body="You validate the monthly reviews that are due during that time.",
                url=reverse("monthly_stand_ins"),
                icon="user-round-check",
                button="Open stand-ins",
            )
        if recipient.pk == stand_in.manager_id:
            return Message(
                title=f"{stand_in.person.name} stands in for you from {first} to {last}",
                body="They read and validate the monthly reviews that are due during that time. "
                "You can change or cancel it.",
                url=reverse("monthly_stand_ins"),
                icon="user-round-check",
                button="Open stand-ins",
            )
        return Message(
            title=f"{stand_in.person.name} stands in for {manager} until {last}",
            body="They can read and validate your monthly review until then.",
            url=reverse("monthly"),
            icon="user-round-check",
            button="Open your month",
        )
