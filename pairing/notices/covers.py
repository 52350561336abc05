"""The notice that a colleague needs a volunteer to review them."""

from notifications.registry import Message, NoticeKind, register
from pairing.models import CoverOffer
from pairing.notices.pairings import page_of
from pairing.states import CoverState

READ_OF_OFFER = (
    "state",
    "pairing__owner__name",
    "pairing__draw__cycle__monday",
    "pairing__draw__cycle__pool__slug",
)


@register
class CoverRequested(NoticeKind):
    """Notifies everyone who could volunteer."""

    kind = "cover_asked"
    noun = ("colleague who needs a reviewer", "colleagues who need a reviewer")
    reason = "you could volunteer"
    model = CoverOffer
    folds = True

    def __init__(self, subject, people=()):
        super().__init__(subject)
        self.people = people

    @classmethod
    def subjects(cls, ids):
        return CoverOffer.objects.select_related(
            "pairing__owner", "pairing__draw__cycle__pool"
        ).in_bulk(ids)

    @classmethod
    def subjects_for(cls, ids, recipient):
        """With only the columns that the message reads."""
        offers = CoverOffer.objects.select_related("pairing__owner", "pairing__draw__cycle__pool")
        return offers.only(*READ_OF_OFFER).in_bulk(ids)

    def recipients(self):
        return self.people

    def folded_subjects(self):
        """All requests for the same pairing: each one after a withdrawal is a new row."""
        return CoverOffer.objects.filter(pairing=self.subject.pairing_id).values("pk")

    def still_due(self, recipient):
        return self.subject.state == CoverState.OPEN

    def message(self, recipient):
        owner = self.subject.pairing.owner
        cycle = self.subject.pairing.draw.cycle
        return Message(
            title=f"{owner.name} needs a reviewer",
            body=(
                "Their review in this cycle fell through. "
                "The first to volunteer reviews them. Nobody has to."
            ),
            url=f"{page_of(cycle)}#covers",
            icon="hand-helping",
            button="Volunteer",
        )
