"""Notices to reviewer and owner when a cycle ends before the review was sent.

They say what happens next and blame nobody. The subject is the cycle, so that each person gets
one notice of everything missed in it.
"""

from django.db.models import F, Prefetch
from django.urls import reverse

from core.dates import format_short_day
from core.text import join_words
from notifications.registry import Message, NoticeKind, register
from pairing.models import Cycle, Draw, Pairing
from pairing.states import PairingState
from reviews.models import Review
from reviews.states import ReviewState

SEE_DRAW = "See the draw"
READ_OF_PAIRING = (
    "state",
    "reviewer__name",
    "reviewer__email",
    "owner__name",
    "owner__email",
    "draw__cycle__monday",
    "draw__cycle__ends_on",
    "draw__cycle__pool__slug",
)


def find_pairings():
    """The sent and missed pairings, each with its discarded reviews."""
    pairings = Pairing.objects.filter(state__in=[PairingState.MISSED, PairingState.DONE])
    discarded = Review.objects.filter(state=ReviewState.DISCARDED, ended_at=F("pairing__ended_at"))
    pairings = pairings.select_related("reviewer", "owner").order_by("owner__name", "pk")
    return pairings.prefetch_related(Prefetch("reviews", discarded))


class MissedNotice(NoticeKind):
    model = Cycle

    @classmethod
    def subjects(cls, ids):
        draws = Prefetch("draws", Draw.objects.defer("inputs"))
        pairings = Prefetch("draws__pairings", find_pairings())
        return Cycle.objects.select_related("pool").prefetch_related(draws, pairings).in_bulk(ids)

    @classmethod
    def subjects_for(cls, ids, recipient):
        """The cycles, each with the pairings of `recipient` as `own_pairings`."""
        pairings = find_pairings().of(recipient).filter(draw__cycle__in=ids)
        pairings = pairings.select_related("reviewer", "owner", "draw__cycle__pool")
        cycles = {}
        for pairing in pairings.only(*READ_OF_PAIRING):
            cycle = cycles.setdefault(pairing.draw.cycle_id, pairing.draw.cycle)
            cycle.own_pairings = [*getattr(cycle, "own_pairings", ()), pairing]
        return cycles

    def pairings(self, state, **who):
        """The pairings of the cycle in `state`, of that `reviewer` or `owner`."""
        cycle = self.subject
        if hasattr(cycle, "own_pairings"):
            pairings = cycle.own_pairings
        else:
            pairings = [pairing for draw in cycle.draws.all() for pairing in draw.pairings.all()]
        return [
            pairing
            for pairing in pairings
            if pairing.state == state
            and all(getattr(pairing, role) == user for role, user in who.items())
        ]

    def monday(self):
        return self.day(self.subject.monday)

    def next_draw(self):
        return f"The next draw is on {self.day(self.subject.ends_on)}."

    def day(self, day):
        return format_short_day(day, self.subject.monday)

    def url(self):
        return reverse("draw", args=[self.subject.pool.slug, self.subject.monday])


@register
class CycleEnded(MissedNotice):
    """Notifies the reviewers who did not send; links to the draft if there is one."""

    kind = "cycle_ended"
    noun = ("review that was not sent", "reviews that were not sent")
    reason = "you were drawn to write the review"

    def recipients(self):
        return {pairing.reviewer for pairing in self.pairings(PairingState.MISSED)}

    def still_due(self, recipient):
        return bool(self.pairings(PairingState.MISSED, reviewer=recipient))

    def message(self, recipient):
        missed = self.pairings(PairingState.MISSED, reviewer=recipient)
        owners = join_words([pairing.owner.first_name for pairing in missed])
        drafts = [review for pairing in missed for review in pairing.reviews.all()]
        title = f"The cycle of {self.monday()} ended before you sent your review of {owners}"
        body = f"Nothing is carried over. {self.next_draw()}"
        if not drafts:
            return Message(title, body, self.url(), "calendar", SEE_DRAW)
        until = drafts[0].readable_until.astimezone(recipient.zone).date()
        what = (
            "You can read your draft"
            if len(drafts) == 1
            else f"You can read your {len(drafts)} drafts"
        )
        body = f"{body} {what} until {self.day(until)}."
        return Message(
            title, body, reverse("review", args=[drafts[0].pk]), "calendar", "Read the draft"
        )


@register
class NotReviewed(MissedNotice):
    """Notifies the case owners who got no review."""

    kind = "not_reviewed"
    noun = ("cycle without a review for you", "cycles without a review for you")
    reason = "you are a member of the pool"

    def recipients(self):
        return {pairing.owner for pairing in self.pairings(PairingState.MISSED)}

    def still_due(self, recipient):
        return bool(self.pairings(PairingState.MISSED, owner=recipient))

    def message(self, recipient):
        done = len(self.pairings(PairingState.DONE, owner=recipient))
        wanted = done + len(self.pairings(PairingState.MISSED, owner=recipient))
        title = f"You were not reviewed in the cycle of {self.monday()}"
        if done:
            title = f"You got {done} of {wanted} reviews in the cycle of {self.monday()}"
        return Message(
            title,
            f"Some weeks are too busy. {self.next_draw()}",
            self.url(),
            "calendar",
            SEE_DRAW,
        )
