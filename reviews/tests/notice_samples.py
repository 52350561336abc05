"""A sample of each kind of notice of reviews."""

from cases.tests.factories import CaseFactory
from core.weeks import WEEK
from pairing.states import PairingState
from pairing.tests.factories import CycleFactory, DrawFactory, PairingFactory
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


def build_samples(world):
    pairing = world.pairing
    now = world.now
    case = CaseFactory(
        owner=pairing.owner, number="4866", subject="Rollback after a failed upgrade"
    )
    review = ReviewFactory(
        pairing=pairing, case=case, state=ReviewState.SUBMITTED, submitted_at=now
    )
    comment = Comment.objects.create(
        review=review, author=review.reviewer, body="Not in a mail.", written_at=now
    )
    consent = Consent.objects.create(
        review=review, asked_at=now, answered_at=now, state=ConsentState.ALLOWED
    )
    missed = miss_earlier_pairing(world)
    return [
        (MidCycle, pairing, pairing.reviewer),
        (LastCall, pairing, pairing.reviewer),
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


def miss_earlier_pairing(world):
    """Of the week before, where the reviewer had begun."""
    cycle = world.pairing.draw.cycle
    earlier = CycleFactory(pool=cycle.pool, monday=cycle.monday - WEEK)
    missed = PairingFactory(
        draw=DrawFactory(cycle=earlier),
        reviewer=world.pairing.reviewer,
        owner=world.pairing.owner,
        state=PairingState.MISSED,
        ended_at=world.now,
    )
    ReviewFactory(
        pairing=missed, state=ReviewState.DISCARDED, ended_at=world.now, case__number="4711"
    )
    return missed
