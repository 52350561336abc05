"""One notice of every kind, as somebody would get it: fixed names, on a Wednesday morning in November 2026."""

from datetime import UTC, date, datetime, timedelta

from allauth.account.models import EmailAddress

from cases.tests.factories import CaseFactory
from notifications.models import DisabledTarget
from notifications.notices import TargetRefused, Test
from pairing.models import CoverOffer, SwapRequest
from pairing.notices import (
    ChannelTried,
    CoverAsked,
    Drawn,
    PairingAdded,
    PairingDropped,
    Redrawn,
    Repaired,
    Skipped,
    SwapAnswered,
    SwapAsked,
)
from pairing.states import Origin, PairingState, SwapState
from pairing.tests.factories import CycleFactory, DrawFactory, PairingFactory, PoolFactory
from people.notices import (
    AbsenceAdded,
    AddressToConfirm,
    InvitationSent,
    PasswordChanged,
    PasswordReset,
    ProposalsWaiting,
)
from people.tests.factories import AbsenceFactory, InvitationFactory, ProposalFactory, UserFactory
from reviews.models import Comment, Consent
from reviews.notices import (
    CommentWaits,
    CommentWritten,
    ConsentAnswered,
    ConsentAsked,
    ConsentWaits,
    CycleEnded,
    LastCall,
    MidCycle,
    NotReviewed,
    ReviewAcknowledged,
    ReviewReceived,
    StillUnread,
)
from reviews.states import ConsentState, ReviewState
from reviews.tests.factories import ReviewFactory

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def build():
    """A list of (kind, subject, recipient), each kind once; a channel is told by a line whose recipient is None."""
    pool = PoolFactory(
        name="Global Support",
        slug="global-support",
        channel="#support",
        sealed_seed="5e" * 32,
        sealed_salt="a1" * 16,
    )
    ana, bo, cy, dee = [
        UserFactory(name=name) for name in ("Ana Duarte", "Bo Lindqvist", "Cy Young", "Dee Okafor")
    ]
    draw = DrawFactory(
        cycle=CycleFactory(pool=pool), attempt=2, drawn_by=dee, reason="Bo is away on Monday"
    )
    mine = PairingFactory(draw=draw, reviewer=bo, owner=ana, why="Not since 7 September")
    theirs = PairingFactory(draw=draw, reviewer=cy, owner=dee)
    return [*of_people(ana, bo), *of_draws(draw, mine, theirs), *of_reviews(mine)]


def of_people(ana, bo):
    invitation = InvitationFactory(
        user=bo, invited_by=ana, created_at=NOW, expires_at=NOW + timedelta(days=14)
    )
    refused = DisabledTarget.objects.create(address="C0QUALITY", reason="not_in_channel", at=NOW)
    address = EmailAddress.objects.create(user=ana, email="ana@home.example")
    return [
        (Test, ana, ana),
        (TargetRefused, refused, ana),
        (InvitationSent, invitation, bo),
        (PasswordReset, ana, ana),
        (PasswordChanged, ana, ana),
        (AddressToConfirm, address, ana),
        (AbsenceAdded, AbsenceFactory(user=bo), bo),
        (ProposalsWaiting, ProposalFactory(name="Tom Berg"), ana),
    ]


def of_draws(draw, mine, theirs):
    skipped = PairingFactory(
        draw=draw, reviewer=mine.owner, owner=theirs.owner, state=PairingState.SKIPPED
    )
    skipped.reason, skipped.ended_at = "Too full a week", NOW
    skipped.save()
    asked = SwapRequest.objects.create(mine=mine, theirs=theirs, asked_at=NOW)
    accepted = SwapRequest.objects.create(
        mine=theirs, theirs=mine, asked_at=NOW, answered_at=NOW, state=SwapState.ACCEPTED
    )
    return [
        (Drawn, draw, mine.reviewer),
        (Redrawn, draw, mine.reviewer),
        (PairingAdded, mine, mine.reviewer),
        (PairingDropped, mine, mine.owner),
        (Skipped, skipped, skipped.owner),
        (SwapAsked, asked, theirs.reviewer),
        (SwapAnswered, accepted, theirs.reviewer),
        (CoverAsked, CoverOffer.objects.create(pairing=skipped, asked_at=NOW), mine.reviewer),
        (MidCycle, mine, mine.reviewer),
        (LastCall, mine, mine.reviewer),
        *of_channels(draw, accepted),
    ]


def of_channels(draw, accepted):
    """What the channel of the pool reads, of a cycle to come and of the running one."""
    pool = draw.cycle.pool
    eve, fay, gil = [
        UserFactory(name=name) for name in ("Eve <!here> Marsh", "Fay & Co", "Gil Weiß")
    ]
    out = [{"person": gil.pk, "code": "away"}]
    cycle = CycleFactory(pool=pool, monday=date(2026, 11, 23))
    first = DrawFactory(cycle=cycle, sits_out=out, sealed_at=NOW)
    for one, other in ((eve, fay), (fay, eve)):
        PairingFactory(draw=first, reviewer=one, owner=other, why="Never in a channel")
    PairingFactory(draw=draw, reviewer=eve, owner=fay, origin=Origin.REPAIR)
    cover = PairingFactory(draw=draw, reviewer=fay, owner=eve, origin=Origin.COVER)
    return [
        (Drawn, first, None),
        (Redrawn, draw, None),
        (Repaired, draw, None),
        (PairingAdded, cover, None),
        (SwapAnswered, accepted, None),
        (ChannelTried, pool, None),
        (Test, eve, None),
    ]


def of_reviews(pairing):
    case = CaseFactory(
        owner=pairing.owner, number="4866", subject="Rollback after a failed upgrade"
    )
    review = ReviewFactory(
        pairing=pairing, case=case, state=ReviewState.SUBMITTED, submitted_at=NOW
    )
    comment = Comment.objects.create(
        review=review, author=review.reviewer, body="Not in a mail.", written_at=NOW
    )
    consent = Consent.objects.create(
        review=review, asked_at=NOW, answered_at=NOW, state=ConsentState.ALLOWED
    )
    missed = missed_pairing(pairing)
    return [
        (ReviewReceived, review, review.owner),
        (ReviewAcknowledged, review, review.reviewer),
        (StillUnread, review, review.owner),
        (CommentWritten, comment, review.owner),
        (CommentWaits, comment, review.owner),
        (ConsentAsked, consent, review.owner),
        (ConsentWaits, consent, review.owner),
        (ConsentAnswered, consent, review.reviewer),
        (CycleEnded, missed.draw.cycle, missed.reviewer),
        (NotReviewed, missed.draw.cycle, missed.owner),
    ]


def missed_pairing(pairing):
    """Of the week before, where the reviewer had begun."""
    cycle = CycleFactory(
        pool=pairing.draw.cycle.pool, monday=pairing.draw.cycle.monday - timedelta(days=7)
    )
    people = {"reviewer": pairing.reviewer, "owner": pairing.owner}
    missed = PairingFactory(
        draw=DrawFactory(cycle=cycle), state=PairingState.MISSED, ended_at=NOW, **people
    )
    draft = {"state": ReviewState.DISCARDED, "ended_at": NOW, "case__number": "4711"}
    ReviewFactory(pairing=missed, **draft)
    return missed
