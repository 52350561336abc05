"""A sample of each kind of notice of reviews."""

from cases.tests.factories import CaseFactory
from core.weeks import WEEK
from pairing.states import PairingState
from pairing.tests.factories import CycleFactory, DrawFactory, PairingFactory
from people.tests.factories import UserFactory
from reviews.models import Comment, Consent, Meeting, Plan
from reviews.notices import (
    AnswerChanged,
    AnswerChangedShared,
    CommentWaits,
    CommentWritten,
    ConsentAnswered,
    ConsentAsked,
    ConsentClosed,
    ConsentWaits,
    CycleEnded,
    InvitationDeclined,
    InvitationDue,
    InvitationExpired,
    InvitationMade,
    InvitationReceived,
    InvitationWithdrawn,
    LastCall,
    MeetingChanged,
    MeetingProposed,
    MidCycle,
    NotReviewed,
    OpinionAnswered,
    OpinionAsked,
    OpinionClosed,
    OpinionDeclined,
    OpinionForwarded,
    OpinionTakenBack,
    OpinionWaits,
    PlannedDay,
    ReviewAcknowledged,
    ReviewReceived,
    ReviewShared,
    StillUnread,
)
from reviews.states import (
    ConsentState,
    InvitationState,
    MeetingState,
    OpinionState,
    ReviewKind,
    ReviewState,
)
from reviews.tests.factories import InvitationFactory, OpinionFactory, ReviewFactory, review_of_kind


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
    missed = miss_earlier_pairing(world)
    Plan.objects.create(pairing=pairing, day=now.date(), planned_at=now)
    meeting = add_meeting(pairing, MeetingState.PROPOSED, now)
    accepted = add_meeting(missed, MeetingState.ACCEPTED, now)
    return [
        (MidCycle, pairing, pairing.reviewer),
        (LastCall, pairing, pairing.reviewer),
        (ReviewReceived, review, review.owner),
        (ReviewShared, review, review.owner),
        (ReviewAcknowledged, review, review.reviewer),
        (StillUnread, review, review.owner),
        (CommentWritten, comment, review.owner),
        (CommentWaits, comment, review.owner),
        (PlannedDay, pairing, pairing.reviewer),
        (MeetingProposed, meeting, pairing.owner),
        (MeetingChanged, accepted, pairing.owner),
        *consent_samples(review, now),
        *invitation_samples(pairing, case, now),
        *opinion_samples(review, now),
        *change_samples(review),
        (CycleEnded, missed.draw.cycle, missed.reviewer),
        (NotReviewed, missed.draw.cycle, missed.owner),
    ]


def consent_samples(review, now):
    asked = add_consent(review, ConsentState.ASKED, now)
    allowed = add_consent(review, ConsentState.ALLOWED, now)
    closed = add_consent(review, ConsentState.CLOSED, now)
    return [
        (ConsentAsked, asked, review.owner),
        (ConsentWaits, asked, review.owner),
        (ConsentAnswered, allowed, review.reviewer),
        (ConsentClosed, closed, review.owner),
    ]


def change_samples(review):
    return [
        (AnswerChanged, review, review.owner),
        (AnswerChangedShared, review, review.owner),
    ]


def opinion_samples(review, now):
    """Each notice with a question of the case owner in its state."""
    state = OpinionState
    manager = UserFactory(name="Nadia Rossi")
    asked = add_opinion(review, state.ASKED, manager, now)
    declined = add_opinion(review, state.DECLINED, manager, now)
    answered = add_opinion(review, state.ANSWERED, manager, now)
    taken_back = add_opinion(review, state.TAKEN_BACK, manager, now)
    closed = add_opinion(review, state.CLOSED, manager, now)
    forwarded = OpinionFactory(
        review=review,
        asker=review.reviewer,
        manager=UserFactory(name="Grace Tremblay"),
        forwarded_from=add_opinion(review, state.FORWARDED, manager, now),
    )
    return [
        (OpinionAsked, asked, manager),
        (OpinionWaits, asked, manager),
        (OpinionAnswered, answered, review.owner),
        (OpinionDeclined, declined, review.owner),
        (OpinionForwarded, forwarded, review.reviewer),
        (OpinionTakenBack, taken_back, manager),
        (OpinionClosed, closed, review.owner),
    ]


def add_opinion(review, state, manager, now):
    ended_at = None if state == OpinionState.ASKED else now
    return OpinionFactory(review=review, state=state, manager=manager, ended_at=ended_at)


def invitation_samples(pairing, case, now):
    """Each notice with an invitation in its state, some by the owner and some by their manager."""
    same = {"case": case, "owner": pairing.owner, "reviewer": pairing.reviewer, "due_at": now}
    by_manager = {**same, "invited_by": UserFactory(name="Nadia Rossi")}
    state = InvitationState
    return [
        (InvitationReceived, InvitationFactory(**same), pairing.reviewer),
        (InvitationMade, InvitationFactory(**by_manager, state=state.ACCEPTED), pairing.owner),
        (InvitationDeclined, InvitationFactory(**same, state=state.DECLINED), pairing.owner),
        (InvitationWithdrawn, InvitationFactory(**same, state=state.WITHDRAWN), pairing.reviewer),
        (
            InvitationDue,
            InvitationFactory(
                **same,
                state=state.ACCEPTED,
                review=review_of_kind(ReviewKind.INVITED, **same),
            ),
            pairing.reviewer,
        ),
        (InvitationExpired, InvitationFactory(**same, state=state.EXPIRED), pairing.reviewer),
    ]


def add_meeting(pairing, state, now):
    """Proposed or accepted by the reviewer."""
    return Meeting.objects.create(
        pairing=pairing, state=state, starts_at=now, changed_by=pairing.reviewer, changed_at=now
    )


def add_consent(review, state, now):
    """On a review of the same case by the same two."""
    same = {"reviewer": review.reviewer, "owner": review.owner, "case": review.case}
    another = review_of_kind(ReviewKind.INVITED, **same)
    return Consent.objects.create(review=another, asked_at=now, state=state, answered_at=now)


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
