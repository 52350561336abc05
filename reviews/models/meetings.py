from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from pairing.models import Pairing
from reviews.states import COMING, MEETING_TRANSITIONS, MeetingState

LENGTH = timedelta(minutes=30)


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reviewer and the owner of the pairing."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(pairing__reviewer=user) | Q(pairing__owner=user))

    def coming(self):
        """Proposed or planned, even if their time has passed."""
        return self.filter(state__in=COMING)


class Meeting(models.Model):
    """Reviewer and owner plan to go through the review together, or have talked about it.

    It belongs to the pairing, not to a review, so the owner learns nothing about a draft.
    `changed_by` made the last change: in a proposal, the person who proposed this time.
    """

    TRANSITIONS = MEETING_TRANSITIONS

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PROPOSED)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state__in=COMING), name="one_coming_meeting"
            )
        ]

    def __str__(self):
        return f"meeting {self.pk}"

    @property
    def is_coming(self):
        return self.state in COMING

    @property
    def ends_at(self):
        return self.starts_at + LENGTH

    @property
    def seen(self):
        """What forms post along, to say which proposal their page showed."""
        return self.changed_at.isoformat()

    def partner_of(self, user):
        """The other person."""
        pairing = self.pairing
        return pairing.owner if pairing.reviewer_id == user.pk else pairing.reviewer
