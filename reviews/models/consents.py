from django.db import models
from django.db.models import Q

from reviews.models.review import Review
from reviews.states import CONSENT_TRANSITIONS, LIVE, ConsentState


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reviewer and the owner, until the review is discarded."""
        if not user.is_active:
            return self.none()
        is_concerned = Q(review__owner=user) | Q(review__reviewer=user)
        return self.filter(is_concerned, review__state__in=LIVE)


class Consent(models.Model):
    """Whether the owner agrees to technical notes.

    The reviewer asks, the owner answers, and may withdraw the consent until the review is sent.
    """

    TRANSITIONS = CONSENT_TRANSITIONS

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="consent")
    state = models.CharField(max_length=10, choices=ConsentState, default=ConsentState.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    def __str__(self):
        return f"consent to {self.review_id}"
