from notifications.registry import Message, register
from people.models import User
from reviews.models import SecondOpinion
from reviews.notices.lifecycle import ReviewNotice
from reviews.states import SENT


class ChangeNotice(ReviewNotice):
    """An answer of a sent review was changed. Names neither the answer nor its text."""

    folds = True

    def key(self, recipient):
        return f"{self.kind}:{self.subject.pk}:{self.subject.version}:{recipient.pk}"

    def still_due(self, recipient):
        return self.subject.state in SENT


@register
class AnswerChanged(ChangeNotice):
    kind = "answer_changed"
    noun = ("changed review", "changed reviews")
    reason = "you own the case"

    def recipients(self):
        return [self.subject.owner]

    def message(self, recipient):
        review = self.subject
        title = (
            f"{review.reviewer.name} changed an answer in the review of your case "
            f"{review.case.number}"
        )
        return Message(title, review.case.subject, self.url(), "pencil", "Compare both versions")


@register
class AnswerChangedShared(ChangeNotice):
    """Notifies everybody else who can read the review. Inbox only: there is nothing to do."""

    kind = "answer_changed_shared"
    noun = ("changed review shared with you", "changed reviews shared with you")
    reason = "you can read the review"
    channels = ("inbox",)

    def recipients(self):
        review = self.subject
        readers = review.readers.values("user")
        managers = SecondOpinion.objects.giving_access().filter(review=review).values("manager")
        people = User.objects.filter(pk__in=readers) | User.objects.filter(pk__in=managers)
        return people.exclude(pk__in=[review.reviewer_id, review.owner_id])

    def message(self, recipient):
        review = self.subject
        title = (
            f"{review.reviewer.name} changed an answer in the review of "
            f"{review.owner.first_name}’s case {review.case.number}"
        )
        return Message(title, review.case.subject, self.url(), "pencil", "Compare both versions")
