"""The notice that a review waits for somebody who is away."""

from django.urls import reverse

from core.dates import format_day
from notifications.registry import Message, register
from pairing.notices.pairings import OfPairing
from pairing.states import PairingState
from people.models import Absence


@register
class ReviewerAway(OfPairing):
    """Notifies the leads, who can repair the pair or leave it. Gives no reason for the absence."""

    kind = "reviewer_away"
    noun = ("pair to repair", "pairs to repair")
    needs_action = True
    reason = "you run the pool"

    def still_due(self, recipient):
        """Due until the review is sent, a lead decides, or the absence is removed."""
        pairing = self.subject
        if pairing.state != PairingState.ASSIGNED or pairing.left_at is not None:
            return False
        cycle = pairing.draw.cycle
        absences = Absence.objects.filter(user=pairing.reviewer_id)
        return absences.overlapping(cycle.monday, cycle.ends_on).exists()

    def message(self, recipient):
        pairing = self.subject
        cycle = pairing.draw.cycle
        page = reverse("repair", args=[cycle.pool.slug, cycle.monday])
        return Message(
            title=f"{pairing.reviewer.name} is away, and {pairing.owner.name} waits for a review",
            body=(
                f"Unless somebody takes over, {pairing.owner.first_name} gets no review in the "
                f"cycle of {format_day(cycle.monday, cycle.monday)}. "
                "You can also leave the pair as it is."
            ),
            url=f"{page}?out={pairing.reviewer_id}",
            icon="plane",
            button="Repair this pair",
        )
