from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused
from core.transitions import move
from notifications.actions import mark_read_about
from people.queries import today
from reviews import deadlines
from reviews.actions.drafts import create_review
from reviews.actions.invitations import ASKING
from reviews.errors import StaleInvitation
from reviews.queries import find_invitation_obstacle, find_invited_rubric
from reviews.rules import can_answer_invitation
from reviews.states import InvitationState, ReviewKind, ReviewState


@transaction.atomic
def accept_invitation(invitation, *, by, now):
    """Accept, and start the draft on the rubric of the owner's pool; returns the review.

    A second click returns the same draft. An invitation accepted late is due in another five
    working days. Raises `NotAllowed` for anyone but the invited colleague, `StaleState` once it is
    over, and `Refused` if the case was deleted or its owner has left.
    """
    if invitation.reviewer_id != by.pk:
        raise NotAllowed("Only the invited colleague can answer this invitation.")
    current = lock(invitation)  # so that a second accept and a withdrawal wait here
    if current.review and current.review.state == ReviewState.DRAFT:
        return current.review
    if not can_answer_invitation(by, current):
        raise StaleInvitation(current)
    obstacle = find_invitation_obstacle(current.case)
    if obstacle:
        raise Refused(obstacle)
    if not current.owner.is_active:
        raise Refused(f"{current.owner.first_name} has left, so nobody would read the review.")
    due_at = current.due_at
    if now > due_at:
        due_at = deadlines.invitation_due(now, current.zone, current.country)
    review = create_review(
        ReviewKind.INVITED,
        case=current.case,
        reviewer=current.reviewer,
        owner=current.owner,
        rubric_version=find_invited_rubric(current.owner, today(now)),
        due_at=due_at,
        zone=current.zone,
        country=current.country,
        by=by,
        now=now,
    )
    move(current, to=InvitationState.ACCEPTED, review=review, due_at=due_at, changed_at=now)
    record("invitation accepted", current, by=by, now=now, review=review.pk)
    mark_read_about(ASKING, current, by=by, now=now)
    return review
