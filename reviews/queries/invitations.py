"""Queries for inviting a colleague to review a case, and for answering."""

from django.urls import reverse

from cases.models import Case
from core.my_week import Card
from core.prepared_queries import prepared_query
from core.shared_queries import shared_query
from core.work_items import WorkItem
from pairing.models import PoolMembership
from people.models import User
from people.queries import not_joined
from reviews.models import ReviewInvitation
from reviews.states import InvitationState
from rubrics.queries import current_version, default_rubric

READ_OF_INVITATION = ("pk", "state", "invited_at", "due_at")
READ_OF_CASE = ("case_id", "case__number", "case__subject")
READ_OF_PEOPLE = (
    *("owner_id", "owner__name", "owner__email"),
    *("reviewer_id", "reviewer__name", "reviewer__email"),
    *("invited_by_id", "invited_by__name", "invited_by__email"),
)


def invitable_people(case, user):
    """The colleagues that `user` can invite: everyone who has joined, but not the two."""
    people = User.objects.active().exclude(pk__in=[case.owner_id, user.pk])
    return people.exclude(pk__in=not_joined().values("pk")).order_by("name", "pk")


def find_invitation_obstacle(case):
    """Why nobody can review `case` any more, as a sentence; empty if someone can."""
    if case.deleted_at:
        return "This case was deleted in the helpdesk, so nobody can review it any more."
    if case.purged_at:
        return "The conversation of this case was deleted, so nobody can review it any more."
    return ""


def find_invited_rubric(owner, day):
    """The current version of the rubric in the owner's pool on `day`, or of the default rubric."""
    memberships = PoolMembership.objects.on(day).filter(user=owner)
    membership = memberships.select_related("pool__rubric").order_by("first_day", "pk").first()
    return current_version(membership.pool.rubric if membership else default_rubric())


def with_invited(invitations):
    """Invitations with the people and the case that their pages name."""
    return invitations.select_related("case__owner", "owner", "reviewer", "invited_by", "review")


@shared_query
def pending_invitations(user):
    """What waits for an answer or a review, of everyone who can see it."""
    return [_invitation_of(row) for row in _pending(user)]


@prepared_query
def _pending(user):
    invitations = ReviewInvitation.objects.visible_to(user).pending().order_by("due_at", "pk")
    return invitations.values_list(*READ_OF_INVITATION, *READ_OF_CASE, *READ_OF_PEOPLE)


def _invitation_of(row):
    """A row with its case and its people as models."""
    return ReviewInvitation(
        pk=row.pk,
        state=row.state,
        invited_at=row.invited_at,
        due_at=row.due_at,
        case=Case(row.case_id, number=row.case__number, subject=row.case__subject),
        owner=User(row.owner_id, name=row.owner__name, email=row.owner__email),
        reviewer=User(row.reviewer_id, name=row.reviewer__name, email=row.reviewer__email),
        invited_by=User(row.invited_by_id, name=row.invited_by__name, email=row.invited_by__email),
    )


def invitation_items(user):
    """Rows of My week: invitations that this person has not answered."""
    for invitation in pending_invitations(user):
        is_open = invitation.state == InvitationState.INVITED
        if invitation.reviewer_id != user.pk or not is_open:
            continue
        yield WorkItem(
            kind="invitation",
            what=invitation_title(invitation, user),
            detail=invitation.case.subject,
            url=reverse("review_invitation", args=[invitation.pk]),
            label="Answer",
            since=invitation.invited_at,
            since_word="invited",
            due_at=invitation.due_at,
            icon="user-plus",
        )


def invitation_cards(user):
    """What people who invited wait for."""
    rows = [one for one in pending_invitations(user) if one.reviewer_id != user.pk]
    if not rows:
        return []
    return [Card("reviews/_invited_card.html", {"invitations": rows}, order=10)]


def invitation_title(invitation, user):
    """What the invitation asks, as `user` would put it."""
    number = invitation.case.number
    case = f"case {number}"
    if invitation.owner_id == user.pk:
        case = f"your case {number}"
    elif invitation.is_by_manager or invitation.invited_by_id == user.pk:
        case = f"{invitation.owner.first_name}’s case {number}"
    if invitation.reviewer_id == user.pk:
        return f"{invitation.invited_by.first_name} invites you to review {case}"
    if invitation.invited_by_id == user.pk:
        return f"You invited {invitation.reviewer.first_name} to review {case}"
    inviter = invitation.invited_by.first_name
    return f"{inviter} invited {invitation.reviewer.first_name} to review {case}"


def invitations_to_remind():
    """Pending invitations, for the reminder on the day they are due."""
    rows = ReviewInvitation.objects.pending().select_related("reviewer")
    return rows.prefetch_related("reviewer__absences")


def invitations_to_expire():
    """Pending invitations, each with its review: the sweep compares their dates."""
    return with_invited(ReviewInvitation.objects.pending())
