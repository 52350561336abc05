from django.db.models import Prefetch
from django.urls import reverse

from core.moments import day
from notifications.registry import Message, NoticeKind, register
from pairing.engine.words import listed
from pairing.models import Draw, Pairing
from pairing.states import PairingState


@register
class Drawn(NoticeKind):
    """To every reviewer of a draw: whom they drew, why, and until when."""

    kind = "drawn"
    model = Draw

    @classmethod
    def subjects(cls, ids):
        pairings = Prefetch("pairings", Pairing.objects.live().select_related("reviewer", "owner"))
        return Draw.objects.select_related("cycle__pool").prefetch_related(pairings).in_bulk(ids)

    def recipients(self):
        return [pairing.reviewer for pairing in self._reviewers()]

    def still_due(self, recipient):
        return any(pairing.state == PairingState.ASSIGNED for pairing in self._of(recipient))

    def message(self, recipient):
        pairings, cycle = self._of(recipient), self.subject.cycle
        owners = listed([pairing.owner.name for pairing in pairings])
        due = cycle.due_at.astimezone(recipient.zone)
        return Message(
            title=f"You review {owners} this cycle" if owners else f"The draw of {cycle.pool}",
            body=f"{'; '.join(pairing.why for pairing in pairings)}. Due {day(due.date(), cycle.monday)}.",
            url=reverse("pick_case", args=[pairings[0].pk]) if len(pairings) == 1 else reverse("my_week"),
            icon="shuffle",
        )

    def _of(self, recipient):
        return [pairing for pairing in self.subject.pairings.all() if pairing.reviewer_id == recipient.pk]

    def _reviewers(self):
        """One pairing for each reviewer."""
        pairings = self.subject.pairings.select_related("reviewer")
        return {pairing.reviewer_id: pairing for pairing in pairings}.values()


@register
class Skipped(NoticeKind):
    """To the two of a pairing that ended without a review, except whoever ended it."""

    kind = "pairing_skipped"
    model = Pairing

    def __init__(self, subject, by=None):
        super().__init__(subject)
        self.by = by

    @classmethod
    def subjects(cls, ids):
        return Pairing.objects.select_related("reviewer", "owner", "draw__cycle__pool").in_bulk(ids)

    def recipients(self):
        return [person for person in (self.subject.reviewer, self.subject.owner) if person != self.by]

    def message(self, recipient):
        pairing = self.subject
        cycle = pairing.draw.cycle
        if recipient == pairing.reviewer:
            title = f"You need not review {pairing.owner.name} this cycle"
        else:
            title = f"{pairing.reviewer.name} does not review you this cycle"
        return Message(
            title=title,
            body=f"Reason: {pairing.reason}",
            url=reverse("draw", args=[cycle.pool.slug, cycle.monday]),
            icon="circle-minus",
        )
