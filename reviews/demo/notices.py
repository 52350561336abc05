"""Fills the inboxes: old notices are read, recent ones are not."""

from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Least

from notifications.models import Notice
from notifications.states import Channel
from pairing.demo.outcomes import HANA, LARS
from pairing.notices import Drawn, Skipped
from people.demo.company import ADMIN, COORDINATOR
from people.demo.people import NEWCOMER_ID
from people.models import Proposal
from people.notices import ProposalsWaiting
from reviews.models import AnswerRevision, Consent, Meeting, Reader, ReviewInvitation, SecondOpinion
from reviews.notices import (
    AnswerChanged,
    AnswerChangedShared,
    ConsentAsked,
    CycleEnded,
    InvitationDeclined,
    InvitationExpired,
    InvitationMade,
    InvitationReceived,
    InvitationWithdrawn,
    MeetingProposed,
    NotReviewed,
    OpinionAnswered,
    OpinionAsked,
    OpinionDeclined,
    OpinionForwarded,
    OpinionTakenBack,
    ReviewAcknowledged,
    ReviewReceived,
    ReviewShared,
)
from reviews.states import InvitationState, MeetingState, OpinionState, ReaderWhy

FRESH = timedelta(days=4)
DELIVERY = timedelta(seconds=9)


def make_notices(outcomes, written, people, days):
    """Create all notices in chronological order, draws included: the inbox sorts by id."""
    rows = [row for outcome, review in written for row in of_review(outcome, review)]
    rows += [
        row_of(Skipped(one.pairing), one.pairing.owner, one.ended_at)
        for one in outcomes
        if one.skipped
    ]
    rows += [row for one in outcomes if one.is_missed for row in of_missed(one)]
    proposal = Proposal.objects.get(external_id=NEWCOMER_ID)
    rows += [
        row_of(ProposalsWaiting(proposal), people[one.login], proposal.seen_at)
        for one in (COORDINATOR, ADMIN)
    ]
    rows += [
        row_of(ConsentAsked(one), one.review.owner, one.asked_at) for one in Consent.objects.all()
    ]
    rows += [
        row_of(MeetingProposed(one), one.partner_of(one.changed_by), one.changed_at)
        for one in Meeting.objects.filter(state=MeetingState.PROPOSED)
    ]
    rows += [row for one in ReviewInvitation.objects.all() for row in of_invitation(one)]
    rows += [row for one in SecondOpinion.objects.all() for row in of_opinion(one)]
    rows += [
        row_of(notice(one.answer.review), person, one.replaced_at)
        for one in AnswerRevision.objects.select_related("answer__review")
        for notice in (AnswerChanged, AnswerChangedShared)
        for person in notice(one.answer.review).recipients()
    ]
    rows += of_readers(days.now - FRESH)
    rows += taken_out()
    once = {row.key: row for row in rows}.values()
    Notice.objects.bulk_create(sorted(once, key=lambda row: row.created_at))
    deliver(days)


def taken_out():
    """Remove the draws' notices from the outbox, to save them again in order."""
    rows = list(Notice.objects.all())
    Notice.objects.all().delete()
    for row in rows:
        row.pk = None
    return rows


def of_review(outcome, review):
    if outcome.sent_at:
        yield row_of(ReviewReceived(review), review.owner, outcome.sent_at, outcome.opened_at)
    if outcome.acknowledged_at:
        yield row_of(ReviewAcknowledged(review), review.reviewer, outcome.acknowledged_at)


def of_invitation(invitation):
    """The invitation, and what became of it."""
    invited_at = invitation.invited_at
    changed_at = invitation.changed_at
    if invitation.state not in (InvitationState.WITHDRAWN, InvitationState.EXPIRED):
        read_at = changed_at if invitation.state != InvitationState.INVITED else None
        yield row_of(InvitationReceived(invitation), invitation.reviewer, invited_at, read_at)
    if invitation.is_by_manager:
        yield row_of(InvitationMade(invitation), invitation.owner, invited_at)
    results = {
        InvitationState.DECLINED: InvitationDeclined(invitation),
        InvitationState.WITHDRAWN: InvitationWithdrawn(invitation, by=invitation.invited_by),
        InvitationState.EXPIRED: InvitationExpired(invitation),
    }
    if result := results.get(invitation.state):
        for person in result.recipients():
            yield row_of(result, person, changed_at)
    review = invitation.review
    if review and review.submitted_at:
        yield row_of(
            ReviewReceived(review), review.owner, review.submitted_at, review.acknowledged_at
        )
        yield row_of(ReviewAcknowledged(review), review.reviewer, review.acknowledged_at)


def of_opinion(opinion):
    """The question while it is open, and what became of it."""
    at = opinion.ended_at
    if opinion.is_open:
        yield row_of(OpinionAsked(opinion), opinion.manager, opinion.asked_at)
        if opinion.forwarded_from:
            yield row_of(OpinionForwarded(opinion), opinion.asker, opinion.asked_at)
    elif opinion.state == OpinionState.ANSWERED:
        yield row_of(OpinionAnswered(opinion), opinion.asker, at)
    elif opinion.state == OpinionState.DECLINED:
        yield row_of(OpinionDeclined(opinion), opinion.asker, at)
    elif opinion.state == OpinionState.TAKEN_BACK:
        yield row_of(OpinionTakenBack(opinion), opinion.manager, at)


def of_readers(since):
    """Managers get notices of recent reviews shared with them."""
    readers = Reader.objects.filter(review__submitted_at__gte=since).select_related(
        "review", "user"
    )
    for reader in readers.exclude(why__in=[ReaderWhy.REVIEWER, ReaderWhy.OWNER]):
        review = reader.review
        yield row_of(ReviewShared(review), reader.user, review.submitted_at, reader.opened_at)


def of_missed(outcome):
    """Both people got a notice when the cycle was closed."""
    pairing = outcome.pairing
    cycle = outcome.pairing.draw.cycle
    yield row_of(CycleEnded(cycle), pairing.reviewer, outcome.ended_at)
    yield row_of(NotReviewed(cycle), pairing.owner, outcome.ended_at)


def row_of(notice, recipient, at, read_at=None):
    return Notice(
        kind=notice.kind,
        key=f"{notice.key(recipient)}:{Channel.INBOX}",
        recipient=recipient,
        channel=Channel.INBOX,
        subject_id=notice.subject.pk,
        created_at=at,
        not_before=at,
        sent_at=at + DELIVERY,
        read_at=read_at,
    )


def deliver(days):
    """Mark everything delivered and older notices read; Lars has read all of his."""
    Notice.objects.filter(sent_at__isnull=True).update(sent_at=F("created_at") + DELIVERY, tries=1)
    unread = Notice.objects.filter(read_at__isnull=True)
    seen = Q(created_at__lt=days.now - FRESH) & ~Q(kind=ReviewReceived.kind)
    seen |= Q(kind=Drawn.kind) & ~Q(recipient__email__startswith=HANA) | Q(
        recipient__email__startswith=LARS
    )
    unread.filter(seen).update(read_at=Least(F("created_at") + timedelta(hours=3), days.now))
