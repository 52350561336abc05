from monthly.notices.months import MonthNotice
from monthly.states import SHARED, MonthlyState
from notifications.registry import Message, register
from reviews.notices.lifecycle import ReviewNotice
from reviews.states import ReviewState


@register
class ValidationSent(MonthNotice):
    """Notifies the engineer that the manager has answered, and that they can talk."""

    kind = "validation_sent"
    noun = ("validation to read", "validations to read")
    needs_action = True
    reason = "you wrote the self-assessment"

    def recipients(self):
        return [self.subject.engineer]

    def still_due(self, recipient):
        return self.subject.state in SHARED

    def message(self, recipient):
        validator = self.subject.validator or self.subject.manager
        return Message(
            title=f"{validator.first_name} validated your {self.month} self-assessment",
            body=f"See where you differ, and talk by {self.due(self.subject.talk_due_on)}.",
            url=self.page_url(),
            icon="stamp",
            button="Read the answers",
        )


@register
class MarkedDone(MonthNotice):
    """Notifies the one of the two who has not marked the talk as done."""

    kind = "month_marked_done"
    noun = ("talk to mark as done", "talks to mark as done")
    needs_action = True
    reason = "you have not marked the talk as done"

    def key(self, recipient):
        """One for each mark, because a mark that was taken back may be set again."""
        marked_at = self.subject.engineer_done_at or self.subject.manager_done_at
        return f"{super().key(recipient)}:{marked_at and marked_at.isoformat()}"

    def recipients(self):
        review = self.subject
        if review.engineer_done_at and review.manager_done_at:
            return []
        if review.manager_done_at:
            return [review.engineer]
        people = {person.pk: person for person in (review.manager, review.validator) if person}
        return list(people.values())

    def still_due(self, recipient):
        if self.subject.state != MonthlyState.DISCUSSING:
            return False
        if self.is_engineer(recipient):
            return self.subject.engineer_done_at is None
        return self.subject.manager_done_at is None

    def message(self, recipient):
        review = self.subject
        if self.is_engineer(recipient):
            name = (review.validator or review.manager).first_name
        else:
            name = review.engineer.first_name
        return Message(
            title=f"{name} marked the {self.month} talk as done",
            body="The month is done once you both mark it.",
            url=self.page_url(),
            icon="circle-check",
            button="Mark it as done",
        )


@register
class ValidationDiscarded(ReviewNotice):
    """Notifies the person whose draft of a validation was discarded. Inbox only."""

    kind = "validation_discarded"
    noun = ("discarded draft", "discarded drafts")
    channels = ("inbox",)
    reason = "you had begun the validation"

    def recipients(self):
        return [self.subject.reviewer]

    def still_due(self, recipient):
        return self.subject.state == ReviewState.DISCARDED

    def message(self, recipient):
        name = self.subject.owner.first_name
        return Message(
            title=f"Somebody else took over your validation for {name}",
            body="Your draft was discarded. You can read it for 90 days.",
            url=self.url(),
            icon="users",
            button="Read your draft",
        )
