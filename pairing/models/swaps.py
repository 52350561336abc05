from django.db import models
from django.db.models import Q

from pairing.models.pairings import Pairing
from pairing.states import SWAP_TRANSITIONS, SwapState


class SwapRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The two reviewers who would swap."""
        return (
            self.filter(Q(mine__reviewer=user) | Q(theirs__reviewer=user))
            if user.is_active
            else self.none()
        )

    def open(self):
        return self.filter(state=SwapState.ASKED)


class SwapRequest(models.Model):
    """A reviewer asks another to exchange the people they review in a cycle."""

    TRANSITIONS = SWAP_TRANSITIONS

    mine = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="swaps_asked")
    theirs = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="swaps_received")
    state = models.CharField(max_length=10, choices=SwapState, default=SwapState.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = SwapRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mine"], condition=Q(state=SwapState.ASKED), name="one_open_swap_a_pairing"
            )
        ]

    def __str__(self):
        return f"swap of {self.mine.reviewer} and {self.theirs.reviewer}"
