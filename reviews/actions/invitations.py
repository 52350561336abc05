"""Inviting a colleague to review a case. Accepting is in `actions.invited_reviews`."""

from django.db import transaction

from audit.actions import record
from core.concurrency import refuse_if_taken
from core.errors import NotAllowed, Refused
from core.transitions import move
from notifications.actions import mark_read_about, queue, settle
from people.queries import organisation
from reviews import deadlines
from reviews.actions.retention import end_draft
from reviews.errors import StaleInvitation
from reviews.models import ReviewInvitation
from reviews.notices import (
    InvitationDeclined,
    InvitationDue,
    InvitationExpired,
    InvitationMade,
    InvitationReceived,
    InvitationWithdrawn,
)
from reviews.queries import find_invitation_obstacle, invitable_people
from reviews.rules import can_answer_invitation, can_invite, can_withdraw_invitation
from reviews.states import InvitationState, ReviewKind, ReviewState

ASKING = (InvitationReceived.kind, InvitationDue.kind)


@transaction.atomic
def invite_reviewer(case, *, reviewer, note, by, now):
    """Invite `reviewer` to review `case`, due in five working days.

    Raises `NotAllowed` for anyone but the case owner and their manager, and `Refused` if the case
    was deleted, the colleague cannot be invited, or already has an invitation to review it.
    """
    if not can_invite(by, case):
        raise NotAllowed("Only the owner of a case and their manager can invite a reviewer.")
    obstacle = find_invitation_obstacle(case)
    if obstacle:
        raise Refused(obstacle)
    if not invitable_people(case, by).filter(pk=reviewer.pk).exists():
        raise Refused("You can invite any colleague here, except yourself and the case owner.")
    pending = ReviewInvitation.objects.pending().filter(case=case, reviewer=reviewer)
    sentence = f"{reviewer.first_name} already has an invitation to review this case."
    if pending.exists():
        raise Refused(sentence)
    current = organisation()
    country = current.country if current else ""
    with refuse_if_taken(sentence):
        invitation = ReviewInvitation.objects.create(
            case=case,
            owner=case.owner,
            reviewer=reviewer,
            invited_by=by,
            note=note.strip(),
            invited_at=now,
            changed_at=now,
            due_at=deadlines.invitation_due(now, reviewer.time_zone, country),
            zone=reviewer.time_zone,
            country=country,
        )
    record("reviewer invited", invitation, by=by, now=now, case=case.pk, reviewer=reviewer.pk)
    queue(InvitationReceived(invitation), now=now)
    if invitation.is_by_manager:
        queue(InvitationMade(invitation), now=now)
    return invitation


@transaction.atomic
def decline_invitation(invitation, *, reason, by, now):
    """Decline, with an optional reason for those who invited.

    Raises `NotAllowed` for anyone but the invited colleague, and `StaleState` once it is answered
    or over.
    """
    if invitation.reviewer_id != by.pk:
        raise NotAllowed("Only the invited colleague can answer this invitation.")
    if not can_answer_invitation(by, invitation):
        raise StaleInvitation(invitation)
    move(invitation, to=InvitationState.DECLINED, decline_reason=reason.strip(), changed_at=now)
    record("invitation declined", invitation, by=by, now=now)
    mark_read_about(ASKING, invitation, by=by, now=now)
    queue(InvitationDeclined(invitation), now=now)


@transaction.atomic
def withdraw_invitation(invitation, *, by, now):
    """Withdraw an invitation that has no answer yet.

    Raises `NotAllowed` for anyone but the case owner and whoever invited, and `StaleState` once it
    is answered or over.
    """
    if not invitation.involves_owner(by):
        raise NotAllowed(
            "Only the case owner and the person who sent the invitation can withdraw it."
        )
    if not can_withdraw_invitation(by, invitation):
        raise StaleInvitation(invitation)
    move(invitation, to=InvitationState.WITHDRAWN, changed_at=now)
    record("invitation withdrawn", invitation, by=by, now=now)
    settle(ASKING, invitation, now=now)
    queue(InvitationWithdrawn(invitation, by=by), now=now)


@transaction.atomic
def expire_invitation(invitation, *, by, now):
    """End an invitation that waits for nobody: long past due, or one of the two has left.

    A draft is discarded; its reviewer can read it for another 90 days.
    """
    review = invitation.review
    if review and review.state == ReviewState.DRAFT:
        end_draft(review, why="invitation expired", by=by, now=now)
    move(invitation, to=InvitationState.EXPIRED, changed_at=now)
    record("invitation expired", invitation, by=by, now=now)
    settle(ASKING, invitation, now=now)
    queue(InvitationExpired(invitation), now=now)


@transaction.atomic
def end_invitation_of(review, *, by, now):
    """The reviewer discarded the draft of an accepted invitation, which declines it after all."""
    if review.kind != ReviewKind.INVITED:
        return
    accepted = ReviewInvitation.objects.filter(state=InvitationState.ACCEPTED)
    for invitation in accepted.filter(review=review):
        move(invitation, to=InvitationState.DECLINED, changed_at=now)
        record("invitation declined", invitation, by=by, now=now)
        settle(ASKING, invitation, now=now)
        queue(InvitationDeclined(invitation), now=now)
