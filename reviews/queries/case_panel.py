"""The reviews of a case on its page, and the invitations to review it."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import BooleanField, Value
from django.urls import reverse

from core.case_panels import Button, Panel
from people.models import User
from reviews.models import Review, ReviewInvitation
from reviews.queries.invitations import find_invitation_obstacle
from reviews.rules import can_invite
from reviews.states import PEER_KINDS, InvitationState, ReviewState

COLUMNS = ("pk", "state", "due_at", "reviewer", "reviewer__name", "reviewer__email")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A review of the case, or an invitation to review it."""

    is_invitation: bool
    pk: int
    state: str
    due_at: datetime
    reviewer: User

    @property
    def state_label(self):
        return ReviewState(self.state).label


def on_case(case, user):
    """The peer reviews of a case that this person can read, and the invitations they can see."""
    reviews = Review.objects.visible_to(user).filter(case=case, kind__in=PEER_KINDS)
    invitations = ReviewInvitation.objects.visible_to(user).pending().filter(case=case)
    invitations = invitations.exclude(reviewer=user, state=InvitationState.ACCEPTED)
    both = columns_of(reviews, False).union(columns_of(invitations, True))
    rows = [build_row(*columns) for columns in both]
    rows.sort(key=attrgetter("is_invitation", "due_at", "pk"))
    return Panel(rows=rows, actions=invite_buttons(case, user))


def columns_of(rows, is_invitation):
    flag = Value(is_invitation, output_field=BooleanField())
    return rows.order_by().values_list(flag, *COLUMNS)


def build_row(is_invitation, pk, state, due_at, reviewer_pk, name, email):
    return CaseRow(is_invitation, pk, state, due_at, User(pk=reviewer_pk, name=name, email=email))


def invite_buttons(case, user):
    """The button that invites a colleague to review the case, for those who may."""
    may_invite = case.owner_id == user.pk or user.is_or_was_manager  # spares others a query
    if not may_invite or find_invitation_obstacle(case) or not can_invite(user, case):
        return ()
    return (Button("Invite a reviewer", reverse("invite_reviewer", args=[case.pk]), "user-plus"),)
