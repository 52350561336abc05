"""Notices about swaps: one is requested, or answered."""

from django.urls import reverse

from notifications.registry import Message, NoticeKind, register
from pairing.models import SwapRequest
from pairing.notices.announcements import channels_of, follow_up
from pairing.notices.pairings import SEE_DRAW, page_of
from pairing.rules import is_waiting
from pairing.states import SwapState

WHOLE_SWAP = (
    "mine__reviewer",
    "mine__owner",
    "theirs__reviewer",
    "theirs__owner",
    "mine__draw__cycle__pool",
)


class OfSwap(NoticeKind):
    model = SwapRequest

    @classmethod
    def subjects(cls, ids):
        return SwapRequest.objects.select_related(*WHOLE_SWAP).in_bulk(ids)


@register
class SwapRequested(OfSwap):
    """Notifies the colleague who was asked."""

    kind = "swap_asked"
    noun = ("swap to answer", "swaps to answer")
    needs_action = True
    reason = "your colleague asked you"

    def recipients(self):
        return [self.subject.theirs.reviewer]

    def still_due(self, recipient):
        swap = self.subject
        return swap.state == SwapState.ASKED and is_waiting(swap.mine) and is_waiting(swap.theirs)

    def message(self, recipient):
        mine = self.subject.mine
        theirs = self.subject.theirs
        return Message(
            title=f"{mine.reviewer.name} asks to swap reviews with you",
            body=(
                f"You would review {mine.owner.name} instead of {theirs.owner.name}. "
                "Either answer is fine."
            ),
            url=reverse("swap", args=[self.subject.pk]),
            icon="arrow-left-right",
            button="Answer",
        )


@register
class SwapAnswered(OfSwap):
    """Notifies the colleague who asked."""

    kind = "swap_answered"
    noun = ("swap answered", "swaps answered")
    reason = "you asked for the swap"

    def recipients(self):
        return [self.subject.mine.reviewer]

    def targets(self):
        """An answer that changed nothing stays between the two."""
        swapped = self.subject.state == SwapState.ACCEPTED
        return channels_of(self.subject.mine.draw.cycle.pool) if swapped else []

    def message(self, recipient):
        if recipient is None:
            return self._announced()
        swap = self.subject
        other = swap.theirs.reviewer
        owner = swap.theirs.owner
        if swap.state == SwapState.ACCEPTED:
            title = f"{other.name} swapped with you"
            body = f"You review {owner.name} now."
        else:
            title = f"{other.name} would rather not swap"
            body = f"You still review {swap.mine.owner.name}."
        return Message(title, body, page_of(swap.mine.draw.cycle), "arrow-left-right", SEE_DRAW)

    def _announced(self):
        mine = self.subject.mine
        theirs = self.subject.theirs
        now = [(mine.reviewer, theirs.owner), (theirs.reviewer, mine.owner)]
        title = f"{mine.reviewer.name} and {theirs.reviewer.name} swapped"
        return follow_up(
            mine.draw,
            title,
            " ".join(f"{one.name} reviews {other.name} now." for one, other in now),
        )
