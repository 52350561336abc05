from django.urls import reverse

from notifications.registry import Message, NoticeKind, register
from reviews.models import Review
from reviews.states import SENT, ReviewState

READ_OF_REVIEW = (
    "version",
    "state",
    "reviewer__name",
    "reviewer__email",
    "owner__name",
    "owner__email",
    "case__number",
    "case__subject",
)


class ReviewNotice(NoticeKind):
    model = Review

    @classmethod
    def subjects(cls, ids):
        reviews = Review.objects.select_related("reviewer", "owner", "case")
        return reviews.defer("case__description").in_bulk(ids)

    @classmethod
    def subjects_for(cls, ids, recipient):
        """With only the columns that messages read."""
        reviews = Review.objects.select_related("reviewer", "owner", "case")
        return reviews.only(*READ_OF_REVIEW).in_bulk(ids)

    def url(self):
        return reverse("review", args=[self.subject.pk])


@register
class ReviewReceived(ReviewNotice):
    kind = "review_received"
    folds = True
    noun = ("review to read", "reviews to read")
    needs_action = True
    reason = "you own the case"

    def recipients(self):
        return [self.subject.owner]

    def key(self, recipient):
        return f"{self.kind}:{self.subject.pk}:{self.subject.version}:{recipient.pk}"

    def still_due(self, recipient):
        """Until the owner opens it, which may be before a folded notice is sent."""
        opened = self.subject.readers.filter(user=recipient, opened_at__isnull=False)
        return self.subject.state in SENT and not opened.exists()

    def message(self, recipient):
        review = self.subject
        if review.state not in SENT:
            title = f"{review.reviewer.name} recalled the review of your case {review.case.number}"
            return Message(
                title,
                "You will get a notice if it is sent again.",
                reverse("my_week"),
                "undo-2",
                "Open my week",
            )
        return Message(
            title=f"{review.reviewer.name} reviewed your case {review.case.number}",
            body=review.case.subject,
            url=self.url(),
            icon="mail-open",
            button="Read the review",
        )


@register
class ReviewShared(ReviewNotice):
    """Notifies the readers the pool shares the review with. Inbox only: there is nothing to do."""

    kind = "review_shared"
    folds = True
    noun = ("review shared with you", "reviews shared with you")
    reason = "the pool shares its reviews with you"
    channels = ("inbox",)

    def recipients(self):
        review = self.subject
        readers = review.readers.exclude(user__in=[review.reviewer_id, review.owner_id])
        return [reader.user for reader in readers.select_related("user")]

    def key(self, recipient):
        return f"{self.kind}:{self.subject.pk}:{self.subject.version}:{recipient.pk}"

    def still_due(self, recipient):
        return self.subject.state in SENT

    def message(self, recipient):
        review = self.subject
        case = review.case
        title = f"{review.reviewer.name} reviewed {review.owner.first_name}’s case {case.number}"
        return Message(title, case.subject, self.url(), "eye", "Read the review")


@register
class ReviewAcknowledged(ReviewNotice):
    kind = "review_acknowledged"
    noun = ("review acknowledged", "reviews acknowledged")
    reason = "you wrote the review"

    def recipients(self):
        return [self.subject.reviewer]

    def still_due(self, recipient):
        return self.subject.state == ReviewState.ACKNOWLEDGED

    def message(self, recipient):
        review = self.subject
        return Message(
            title=f"{review.owner.name} acknowledged your review",
            body=f"Case {review.case.number}: {review.case.subject}",
            url=self.url(),
            icon="circle-check",
            button="Open the review",
        )
