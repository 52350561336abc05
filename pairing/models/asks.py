from django.db import models
from django.db.models import Q

from pairing.models.pairings import Pairing
from pairing.models.pools import Pool
from pairing.states import COVER_TRANSITIONS, SWAP_TRANSITIONS, CoverState, SwapState


class SwapRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The two who would swap."""
        return (
            self.filter(Q(mine__reviewer=user) | Q(theirs__reviewer=user))
            if user.is_active
            else self.none()
        )

    def open(self):
        return self.filter(state=SwapState.ASKED)


class SwapRequest(models.Model):
    """One reviewer asks another to exchange the people they review in a cycle."""

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


class CoverOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who drew whom, and who looks for a reviewer, is seen by the pool's members, leads and coordinators."""
        return self.filter(pairing__draw__cycle__pool__in=Pool.objects.visible_to(user))

    def open(self):
        return self.filter(state=CoverState.OPEN)


class CoverOffer(models.Model):
    """The owner of a pairing that ended without a review looks for a volunteer; the first one has it."""

    TRANSITIONS = COVER_TRANSITIONS

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="covers")
    state = models.CharField(max_length=10, choices=CoverState, default=CoverState.OPEN)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    covered_by = models.ForeignKey(
        Pairing, on_delete=models.CASCADE, null=True, related_name="covers_for"
    )

    objects = CoverOfferQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"],
                condition=Q(state__in=[CoverState.OPEN, CoverState.TAKEN]),
                name="one_cover_a_pairing",
            )
        ]

    def __str__(self):
        return f"cover for {self.pairing}"
