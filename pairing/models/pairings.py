from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pairing.engine import retell
from pairing.models.cycles import Draw
from pairing.models.pools import Pool
from pairing.states import PAIRING_TRANSITIONS, Origin, PairingState


class PairingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The pool's members, leads and coordinators see the pairs."""
        return self.filter(draw__cycle__pool__in=Pool.objects.visible_to(user))

    def of(self, user):
        """Pairings a person gives or receives, which are never hidden from them."""
        return self.filter(Q(reviewer=user) | Q(owner=user))

    def live(self):
        return self.exclude(state=PairingState.REPLACED)


class Pairing(models.Model):
    """One reviewer for one owner in one cycle. The two never change; a swap or cover adds a row."""

    TRANSITIONS = PAIRING_TRANSITIONS

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="pairings")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pairings_given"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pairings_received"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.DRAWN)
    code = models.CharField(max_length=40)
    why = models.CharField(max_length=400)
    state = models.CharField(max_length=10, choices=PairingState, default=PairingState.ASSIGNED)
    reason = models.CharField("reason of the skip", max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When a lead left it as it is, although its reviewer is away.",
    )

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["reviewer__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "reviewer", "owner"],
                condition=~Q(state=PairingState.REPLACED),
                name="pairing_once_a_draw",
            ),
            models.CheckConstraint(
                condition=~Q(reviewer=F("owner")), name="nobody_reviews_themself"
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewer"],
                name="pairing_waiting",
                condition=Q(state=PairingState.ASSIGNED),
            ),
        ]

    def __str__(self):
        return f"{self.reviewer} reviews {self.owner}"

    @property
    def why_for_reviewer(self):
        """The reason as shown to the reviewer: "You last reviewed Ana on 14 September"."""
        owner = self.owner.first_name
        return retell(
            self.why,
            f"You last reviewed {owner} on {{day}}",
            f"This is your first review of {owner}",
        )

    @property
    def why_for_owner(self):
        """The reason as shown to the owner: "Hana last reviewed you on 14 September"."""
        reviewer = self.reviewer.first_name
        return retell(
            self.why,
            f"{reviewer} last reviewed you on {{day}}",
            f"This is {reviewer}’s first review of you",
        )

    @property
    def progress(self):
        """The state for people: a waiting pairing is “Started” or “To start”."""
        if self.state == PairingState.ASSIGNED:
            return "started" if self.started_at else "to_start"
        return "sent" if self.state == PairingState.DONE else self.state

    @property
    def progress_word(self):
        return "Started" if self.progress == "started" else self.get_state_display()
