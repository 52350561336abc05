"""Notices to people and to the pool's channel when a cycle is drawn, redrawn or repaired."""

from django.db.models import Prefetch
from django.urls import reverse

from core.dates import format_day
from core.text import join_words
from notifications.registry import Message, NoticeKind, RepeatableNotice, register
from pairing.models import Draw, Pairing, Pool
from pairing.notices.announcements import channels_of, draw_announcement, follow_up, in_order
from pairing.notices.pairings import CHANGE, SEE_DRAW
from pairing.states import CycleState, Origin, PairingState

READ_OF_DRAW = (
    "attempt",
    "reason",
    "cycle__monday",
    "cycle__due_at",
    "cycle__state",
    "cycle__pool__name",
    "cycle__pool__slug",
)


class OfDraw(NoticeKind):
    """About a draw, also to the channel of its pool."""

    model = Draw

    @classmethod
    def subjects(cls, ids):
        pairings = Prefetch("pairings", Pairing.objects.live().select_related("reviewer", "owner"))
        return (
            Draw.objects.select_related("cycle__pool", "drawn_by")
            .prefetch_related(pairings)
            .in_bulk(ids)
        )

    @classmethod
    def subjects_for(cls, ids, recipient):
        """With only the person's own pairings, and only the columns that messages read."""
        pairings = Pairing.objects.of(recipient).live().select_related("reviewer", "owner")
        pairings = pairings.only("draw", "state", "why", "reviewer__name", "owner__name")
        draws = Draw.objects.select_related("cycle__pool").only(*READ_OF_DRAW)
        return draws.prefetch_related(Prefetch("pairings", pairings)).in_bulk(ids)

    def targets(self):
        return channels_of(self.subject.cycle.pool)

    def still_due(self, recipient):
        """Not after a redraw of the cycle, which notifies everyone again, nor when the cycle is
        over.
        """
        cycle = self.subject.cycle
        newer = Draw.objects.filter(cycle=cycle, attempt__gt=self.subject.attempt)
        return cycle.state == CycleState.DRAWN and not newer.exists()


@register
class Drawn(OfDraw):
    """To every reviewer: the colleague they drew, why, and until when. To the channel: who reviews
    whom.
    """

    kind = "drawn"
    noun = ("review to write", "reviews to write")
    needs_action = True
    reason = "you are a member of the pool"

    def recipients(self):
        return [pairing.reviewer for pairing in self._reviewers()]

    def still_due(self, recipient):
        if recipient is None:
            return super().still_due(recipient)
        return any(pairing.state == PairingState.ASSIGNED for pairing in self._of(recipient))

    def message(self, recipient):
        if recipient is None:
            return draw_announcement(self.subject)
        pairings = self._of(recipient)
        cycle = self.subject.cycle
        if not pairings:
            page = reverse("draw", args=[cycle.pool.slug, cycle.monday])
            return Message(
                f"The draw of {cycle.pool}",
                "Your pairs have changed since then.",
                page,
                "shuffle",
                SEE_DRAW,
            )
        owners = join_words([pairing.owner.name for pairing in pairings])
        due = cycle.due_at.astimezone(recipient.zone).date()
        reasons = "; ".join(pairing.why for pairing in pairings)
        is_one = len(pairings) == 1
        return Message(
            title=f"You review {owners} this cycle",
            body=f"{reasons}. Due {format_day(due, cycle.monday)}.",
            url=reverse("pick_case", args=[pairings[0].pk]) if is_one else reverse("my_week"),
            icon="shuffle",
            button="Pick a case" if is_one else "Open my week",
        )

    def _of(self, recipient):
        return [
            pairing
            for pairing in self.subject.pairings.all()
            if pairing.reviewer_id == recipient.pk
        ]

    def _reviewers(self):
        """One pairing for each reviewer."""
        pairings = self.subject.pairings.select_related("reviewer")
        return {pairing.reviewer_id: pairing for pairing in pairings}.values()


@register
class Redrawn(OfDraw):
    """To everyone whose pairs changed: who they review now, and who reviews them. To the channel,
    too.
    """

    kind = "redrawn"
    noun = CHANGE
    reason = "your pairs changed"

    def __init__(self, subject, people=()):
        super().__init__(subject)
        self.people = people

    def recipients(self):
        return self.people

    def message(self, recipient):
        if recipient is None:
            return draw_announcement(self.subject)
        cycle = self.subject.cycle
        live = self.subject.pairings.all()
        owners = join_words([one.owner.name for one in live if one.reviewer_id == recipient.pk])
        reviewers = join_words([one.reviewer.name for one in live if one.owner_id == recipient.pk])
        given = f"You review {owners}" if owners else "You review nobody"
        received = f"reviewed by {reviewers}" if reviewers else "reviewed by nobody"
        return Message(
            title=f"The pairs of {format_day(cycle.monday, cycle.monday)} were drawn again",
            body=f"{given} and are {received}. Reason: {self.subject.reason}",
            url=reverse("draw", args=[cycle.pool.slug, cycle.monday]),
            icon="refresh-cw",
            button=SEE_DRAW,
        )


@register
class Repaired(RepeatableNotice, OfDraw):
    """Only to the channel: everyone whose pairs changed gets a notice of their own."""

    kind = "draw_repaired"
    channels = ()

    def recipients(self):
        return []

    def message(self, recipient):
        repaired = [one for one in self.subject.pairings.all() if one.origin == Origin.REPAIR]
        pairs = [f"{one.reviewer.name} reviews {one.owner.name} now." for one in in_order(repaired)]
        return follow_up(self.subject, "The draw was repaired", "\n".join(pairs))


@register
class ChannelTest(RepeatableNotice):
    """What a lead posts to check that the channel of a pool works."""

    kind = "channel_tried"
    channels = ()
    model = Pool

    def recipients(self):
        return []

    def targets(self):
        return channels_of(self.subject)

    def message(self, recipient):
        pool = self.subject
        body = (
            f"The draws of {pool} are announced here: who reviews whom, when reviews are due, "
            "and the proof of the draw."
        )
        return Message(
            "A test from Case Review",
            body,
            reverse("pool", args=[pool.slug]),
            "send",
            "See the pool",
        )
