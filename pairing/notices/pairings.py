"""Notices about one pairing that is added, removed or skipped after the draw."""

from django.urls import reverse

from core.dates import format_day
from notifications.registry import Message, NoticeKind, register
from pairing.models import Pairing
from pairing.notices.announcements import channels_of, follow_up
from pairing.rules import has_days_left
from pairing.states import Origin, PairingState

SEE_DRAW = "See the draw"
CHANGE = ("change to the draw", "changes to the draw")
FULL = ("reviewer", "owner", "draw__cycle__pool")


def page_of(cycle):
    return reverse("draw", args=[cycle.pool.slug, cycle.monday])


def where_to_write(pairing, page):
    """(address, label) for its reviewer: the pick page, or the draw if all is written."""
    if pairing.state == PairingState.ASSIGNED:
        return reverse("pick_case", args=[pairing.pk]), "Pick a case"
    return page, SEE_DRAW


@register
class Skipped(NoticeKind):
    """Notifies both sides of a pairing that ended without a review, except whoever ended it."""

    kind = "pairing_skipped"
    noun = CHANGE
    reason = "you are part of this pairing"
    model = Pairing

    def __init__(self, subject, by=None):
        super().__init__(subject)
        self.by = by

    @classmethod
    def subjects(cls, ids):
        return Pairing.objects.select_related(*FULL).defer("draw__inputs").in_bulk(ids)

    def recipients(self):
        return [
            person for person in (self.subject.reviewer, self.subject.owner) if person != self.by
        ]

    def message(self, recipient):
        pairing = self.subject
        cycle = pairing.draw.cycle
        body = f"Reason: {pairing.reason}"
        if recipient == pairing.reviewer:
            title = f"You no longer review {pairing.owner.name} this cycle"
        else:
            title = f"{pairing.reviewer.name} does not review you this cycle"
            if pairing.ended_at and has_days_left(cycle, pairing.ended_at):
                body += " · You can ask for a volunteer on the draw’s page."
        return Message(
            title=title,
            body=body,
            url=page_of(cycle),
            icon="circle-minus",
            button=SEE_DRAW,
        )


class OfPairing(NoticeKind):
    """About one pairing, to `people`: usually its two people, except whoever made the change."""

    noun = CHANGE
    reason = "you are part of this pairing"
    model = Pairing

    def __init__(self, subject, people=()):
        super().__init__(subject)
        self.people = people

    @classmethod
    def subjects(cls, ids):
        return Pairing.objects.select_related(*FULL).defer("draw__inputs").in_bulk(ids)

    def recipients(self):
        return self.people


@register
class PairingAdded(OfPairing):
    """Says who reviews whom after a swap, a repair or a cover, and why."""

    kind = "pairing_added"

    def still_due(self, recipient):
        return self.subject.state in (PairingState.ASSIGNED, PairingState.DONE)

    def targets(self):
        """Only for a volunteer: swaps and repairs are announced as a whole."""
        volunteered = self.subject.origin == Origin.COVER
        return channels_of(self.subject.draw.cycle.pool) if volunteered else []

    def message(self, recipient):
        if recipient is None:
            return self._announced()
        pairing = self.subject
        cycle = self.subject.draw.cycle
        if recipient == pairing.reviewer:
            due = cycle.due_at.astimezone(recipient.zone).date()
            title = f"You review {pairing.owner.name} now"
            end = f". Due {format_day(due, cycle.monday)}."
            url, button = where_to_write(pairing, page_of(cycle))
        else:
            title = f"{pairing.reviewer.name} reviews you now"
            end = "."
            url = page_of(cycle)
            button = SEE_DRAW
        body = pairing.why + end
        if pairing.state == PairingState.REPLACED:
            body = "The pairs have changed since then."
        return Message(title=title, body=body, url=url, icon="shuffle", button=button)

    def _announced(self):
        pairing = self.subject
        title = f"{pairing.reviewer.name} volunteered"
        return follow_up(
            pairing.draw, title, f"{pairing.reviewer.name} reviews {pairing.owner.name} now."
        )


@register
class PairingDropped(OfPairing):
    """A repair or a volunteer removed the pairing, and the person got no other in its place."""

    kind = "pairing_dropped"

    def message(self, recipient):
        pairing = self.subject
        if recipient == pairing.reviewer:
            title = f"You no longer review {pairing.owner.name} this cycle"
        else:
            title = f"{pairing.reviewer.name} no longer reviews you this cycle"
        body = "The draw has changed. You can still read what you wrote."
        if recipient != pairing.reviewer:
            body = "The draw was repaired. Its page shows the current pairs."
            if pairing.ended_at and has_days_left(pairing.draw.cycle, pairing.ended_at):
                body += " You can ask for a volunteer there."
        return Message(
            title=title, body=body, url=page_of(pairing.draw.cycle), icon="wrench", button=SEE_DRAW
        )
