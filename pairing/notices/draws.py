"""Notices to people and to the pool's channel when a cycle is drawn, redrawn or repaired."""

from collections import defaultdict

from django.db.models import Prefetch
from django.urls import reverse

from core.dates import format_day
from core.text import join_words
from notifications.registry import Message, NoticeKind, RepeatableNotice, register
from pairing.models import Draw, Pairing, Pool
from pairing.notices.announcements import channels_of, draw_announcement, follow_up, in_order
from pairing.notices.pairings import CHANGE, SEE_DRAW, where_to_write
from pairing.queries.covers import COMING
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
READ_OF_PAIRING = (
    "origin",
    "state",
    "why",
    "reviewer__name",
    "owner__name",
    "draw__cycle",
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
        """Each with the person's own pairings of the cycle as `own_pairings`, in two queries."""
        draws = Draw.objects.select_related("cycle__pool").only(*READ_OF_DRAW).in_bulk(ids)
        by_cycle = defaultdict(list)
        pairings = Pairing.objects.of(recipient).live().select_related("reviewer", "owner", "draw")
        pairings = pairings.filter(draw__cycle__in={draw.cycle_id for draw in draws.values()})
        for pairing in pairings.only(*READ_OF_PAIRING).order_by("pk"):
            by_cycle[pairing.draw.cycle_id].append(pairing)
        for draw in draws.values():
            draw.own_pairings = by_cycle[draw.cycle_id]
        return draws

    def targets(self):
        return channels_of(self.subject.cycle.pool)

    def pairings_of(self, recipient):
        """The live pairings of a person in this draw or, once it is an old attempt, in its cycle:
        those that stayed have moved to the newest one.
        """
        draw = self.subject
        if hasattr(draw, "own_pairings"):
            pairings = [pairing for pairing in draw.own_pairings if pairing.draw_id == draw.pk]
            return pairings or draw.own_pairings
        own = [
            pairing
            for pairing in draw.pairings.all()
            if recipient.pk in (pairing.reviewer_id, pairing.owner_id)
        ]
        if own:
            return own
        rows = Pairing.objects.of(recipient).live().filter(draw__cycle=draw.cycle_id)
        return list(rows.select_related("reviewer", "owner").order_by("pk"))

    def still_due(self, recipient):
        """Until the cycle is over, or drawn again, which notifies everyone again."""
        cycle = self.subject.cycle
        newer = Draw.objects.filter(cycle=cycle, attempt__gt=self.subject.attempt)
        return cycle.state == CycleState.DRAWN and not newer.exists()


@register
class Drawn(OfDraw):
    """Notifies each reviewer of the person they review, and the channel of all pairs."""

    kind = "drawn"
    noun = ("review to write", "reviews to write")
    needs_action = True
    reason = "you are a member of the pool"

    def recipients(self):
        return [pairing.reviewer for pairing in self._reviewers()]

    def still_due(self, recipient):
        if recipient is None:
            return super().still_due(recipient)
        return any(pairing.state == PairingState.ASSIGNED for pairing in self._kept_for(recipient))

    def message(self, recipient):
        if recipient is None:
            return draw_announcement(self.subject)
        cycle = self.subject.cycle
        page = reverse("draw", args=[cycle.pool.slug, cycle.monday])
        given = self._kept_for(recipient)
        pairings = [pairing for pairing in given if pairing.state in COMING]
        if not pairings:
            body = "You have nothing left to write in this cycle."
            if not given:
                body = "Your pairs have changed since then."
            return Message(f"The draw of {cycle.pool}", body, page, "shuffle", SEE_DRAW)
        owners = join_words([pairing.owner.name for pairing in pairings])
        due = cycle.due_at.astimezone(recipient.zone).date()
        reasons = "; ".join(pairing.why for pairing in pairings)
        url = reverse("my_week")
        button = "Open my week"
        if len(pairings) == 1:
            url, button = where_to_write(pairings[0], page)
        return Message(
            title=f"You review {owners} this cycle",
            body=f"{reasons}. Due {format_day(due, cycle.monday)}.",
            url=url,
            icon="shuffle",
            button=button,
        )

    def _kept_for(self, recipient):
        """What the recipient still reviews in this draw; in an old attempt, what stayed."""
        return [
            pairing
            for pairing in self.pairings_of(recipient)
            if pairing.reviewer_id == recipient.pk
            and (pairing.draw_id == self.subject.pk or pairing.origin == Origin.KEPT)
        ]

    def _reviewers(self):
        """One pairing for each reviewer."""
        pairings = self.subject.pairings.select_related("reviewer")
        return {pairing.reviewer_id: pairing for pairing in pairings}.values()


@register
class Redrawn(OfDraw):
    """Notifies everyone whose pairs changed, and the channel."""

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
        coming = [pairing for pairing in self.pairings_of(recipient) if pairing.state in COMING]
        owners = join_words(
            [pairing.owner.name for pairing in coming if pairing.reviewer_id == recipient.pk]
        )
        reviewers = join_words(
            [pairing.reviewer.name for pairing in coming if pairing.owner_id == recipient.pk]
        )
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
        repaired = [
            pairing for pairing in self.subject.pairings.all() if pairing.origin == Origin.REPAIR
        ]
        pairs = [
            f"{pairing.reviewer.name} reviews {pairing.owner.name} now."
            for pairing in in_order(repaired)
        ]
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
