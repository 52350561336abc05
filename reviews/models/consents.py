from django.db import models
from django.db.models import Q

from reviews.models.review import Review
from reviews.states import CONSENT_TRANSITIONS, ConsentState, ReviewState


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reviewer and the owner."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(review__owner=user) | Q(review__reviewer=user))

    def asked_of(self, user):
        """The questions that `user` can answer as the owner: a part of `visible_to`."""
        if not user.is_active:
            return self.none()
        return self.filter(
            review__owner=user, review__state=ReviewState.DRAFT, state=ConsentState.ASKED
        )


class Consent(models.Model):
    """The owner's consent to technical notes.

    The reviewer asks, the owner answers, and can withdraw consent until the review is sent.
    Sending or discarding the review closes a question that has no answer yet.
    """

    TRANSITIONS = CONSENT_TRANSITIONS

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="consent")
    state = models.CharField(max_length=10, choices=ConsentState, default=ConsentState.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    def __str__(self):
        return f"consent to {self.review_id}"

    @property
    def is_open(self):
        """Whether the owner can still answer, or change the answer."""
        return self.review.state == ReviewState.DRAFT and self.state != ConsentState.CLOSED

    @property
    def why_over(self):
        """Why the owner can no longer answer, as a sentence."""
        name = self.review.reviewer.first_name
        if self.review.state == ReviewState.DISCARDED:
            return f"{name} discarded the draft, so there is nothing to answer any more."
        if self.state in (ConsentState.ALLOWED, ConsentState.DECLINED, ConsentState.WITHDRAWN):
            return f"{name} has sent the review, so your answer can no longer change."
        if self.review.state == ReviewState.DRAFT:
            return f"{name} has not asked you again since the review was recalled."
        return f"{name} sent the review without technical notes, so the question is closed."
