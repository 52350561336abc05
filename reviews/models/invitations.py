from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models import Case
from reviews.models.review import Review
from reviews.states import INVITATION_TRANSITIONS, InvitationState, ReviewState


class ReviewInvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The colleague, the case owner and the manager who invited; the review is not theirs."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(reviewer=user) | Q(owner=user) | Q(invited_by=user))

    def pending(self):
        """Without an answer, or accepted with a review that has not been sent."""
        unsent = Q(state=InvitationState.ACCEPTED, review__state=ReviewState.DRAFT)
        return self.filter(Q(state=InvitationState.INVITED) | unsent)


class ReviewInvitation(models.Model):
    """A colleague is invited to review one case, outside the draw.

    `invited_by` is the case owner or their manager. `zone` is the reviewer's and `country` the
    organisation's on the day of the invitation, like those of a review. `review` is empty until
    the reviewer accepts, and again once a discarded draft is purged.
    """

    TRANSITIONS = INVITATION_TRANSITIONS

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="review_invitations")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_owned"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_to_review"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=InvitationState, default=InvitationState.INVITED
    )
    invited_at = models.DateTimeField()
    due_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    changed_at = models.DateTimeField(help_text="When it came into its state.")
    decline_reason = models.TextField(blank=True)
    review = models.OneToOneField(
        Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation"
    )

    objects = ReviewInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reviewer"],
                condition=Q(state=InvitationState.INVITED),
                name="one_open_invitation_a_reviewer",
            ),
            models.CheckConstraint(
                condition=~Q(reviewer=F("owner")) & ~Q(reviewer=F("invited_by")),
                name="nobody_invites_themself",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="invitation_to_answer",
                condition=Q(state=InvitationState.INVITED),
            ),
        ]

    def __str__(self):
        return f"invitation {self.pk}"

    @property
    def is_by_manager(self):
        return self.invited_by_id != self.owner_id

    def involves_owner(self, user):
        """Whether `user` is on the inviting side."""
        return user.pk in (self.owner_id, self.invited_by_id)
