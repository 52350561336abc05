from django.db import models

from people.models.user import User
from people.states import PROPOSAL_TRANSITIONS, InvitationState, ProposalState


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if user.is_coordinator else self.none()

    def open(self, now):
        """Invitations with a valid link. `now` may be a database expression."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)


class Invitation(models.Model):
    """How a person joins. `people.tokens` computes the link, which is not stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_a_person",
            )
        ]

    def __str__(self):
        return f"invitation of {self.user}"

    def state_at(self, now):
        """Its state at `now`, one of `states.InvitationState`."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        return InvitationState.OPEN if now < self.expires_at else InvitationState.EXPIRED


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if user.is_coordinator else self.none()


class Proposal(models.Model):
    """A person found by an import, for a coordinator to confirm or dismiss."""

    TRANSITIONS = PROPOSAL_TRANSITIONS

    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=255)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    seen_at = models.DateTimeField()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="proposal_once_a_source")
        ]

    def __str__(self):
        return f"{self.name} ({self.source})"

    @property
    def key(self):
        return self.source, self.external_id
