from django.db import models
from django.db.models import Q

from pairing.models.pairings import Pairing
from pairing.models.pools import Pool
from pairing.states import COVER_TRANSITIONS, CoverState


class CoverOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The pool's members, leads and coordinators see the pairs and who needs a reviewer."""
        return self.filter(pairing__draw__cycle__pool__in=Pool.objects.visible_to(user))

    def open(self):
        return self.filter(state=CoverState.OPEN)


class CoverOffer(models.Model):
    """The owner of a pairing that ended without a review asks for a volunteer; the first one gets
    it.
    """

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
