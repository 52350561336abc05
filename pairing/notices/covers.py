"""The notice that a colleague needs a volunteer to review them."""

from notifications.registry import Message, NoticeKind, register
from pairing.models import CoverOffer
from pairing.notices.pairings import page_of
from pairing.states import CoverState


@register
class CoverRequested(NoticeKind):
    """To everyone who could volunteer."""

    kind = "cover_asked"
    noun = ("colleague who needs a reviewer", "colleagues who need a reviewer")
    reason = "you could volunteer"
    model = CoverOffer

    def __init__(self, subject, people=()):
        super().__init__(subject)
        self.people = people

    @classmethod
    def subjects(cls, ids):
        return CoverOffer.objects.select_related(
            "pairing__owner", "pairing__draw__cycle__pool"
        ).in_bulk(ids)

    def recipients(self):
        return self.people

    def still_due(self, recipient):
        return self.subject.state == CoverState.OPEN

    def message(self, recipient):
        owner = self.subject.pairing.owner
        cycle = self.subject.pairing.draw.cycle
        return Message(
            title=f"{owner.name} needs a reviewer",
            body=(
                "Their review of this cycle fell through. "
                "The first to volunteer reviews them; nobody has to."
            ),
            url=f"{page_of(cycle)}#covers",
            icon="hand-helping",
            button="Volunteer",
        )
