"""Invitations: one by its link, and the page with all that wait to be accepted."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from notifications.models import Notice
from notifications.states import Channel
from people.models import Invitation
from people.queries.memberships import prefetch_memberships
from people.queries.people import PAGE_SIZE, not_joined
from people.rules import can_invite
from people.states import InvitationState
from people.tokens import link_of


@dataclass
class InvitationRow:
    """An invitation for the coordinators' page. `link` is its path, "" when it does not work or is
    not for the reader: the link of an admin signs in as that admin.

    `mail` is "sent", "failed", "waiting" or "" if no mail was to be sent.
    """

    invitation: Invitation
    link: str
    state: str
    mail: str
    may_invite: bool

    @property
    def person(self):
        return self.invitation.user


def get_invitation(pk):
    """The invitation with this id and its person, or None. `pk` may be None."""
    if pk is None:
        return None
    return Invitation.objects.select_related("user", "invited_by").filter(pk=pk).first()


def invitations_page(user, *, page, day, now):
    """A page of `InvitationRow`: the newest of each person who has not joined, newest first."""
    newest = Invitation.objects.filter(user__in=not_joined())
    newest = newest.order_by("user_id", "-created_at", "-pk").distinct("user_id")
    invitations = Invitation.objects.visible_to(user).filter(pk__in=newest.values("pk"))
    invitations = invitations.select_related("user").prefetch_related(
        prefetch_memberships(day, of="user__")
    )
    page = Paginator(invitations, PAGE_SIZE).get_page(page)
    mails = find_mails(page.object_list)
    page.object_list = [
        build_row(invitation, mails.get(invitation.pk, ""), user, now)
        for invitation in page.object_list
    ]
    return page


def build_row(invitation, mail, user, now):
    state = invitation.state_at(now)
    may_invite = can_invite(user, invitation.user)
    link = link_of(invitation) if may_invite and state == InvitationState.OPEN else ""
    return InvitationRow(invitation, link, state, mail, may_invite)


def find_mails(invitations):
    """The state of each invitation's mail: {id: "sent", "failed" or "waiting"}."""
    notices = Notice.objects.filter(
        kind="invitation", channel=Channel.MAIL, subject_id__in=[row.pk for row in invitations]
    )
    return {notice.subject_id: mail_state(notice) for notice in notices}


def mail_state(notice):
    if notice.sent_at:
        return "sent"
    return "failed" if notice.dead_at or notice.dropped_at else "waiting"
