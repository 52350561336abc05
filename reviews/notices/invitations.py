"""Notices about invitations to review a case. They carry no note and no reason."""

from django.urls import reverse

from core.dates import format_short_day
from core.weeks import today_in
from notifications.registry import Message, NoticeKind, register
from reviews.models import ReviewInvitation
from reviews.states import InvitationState, ReviewState

PENDING = (InvitationState.INVITED, InvitationState.ACCEPTED)
OPEN_INVITATION = "Open the invitation"


class InvitationNotice(NoticeKind):
    model = ReviewInvitation
    reason = "you own the case, or you invited a colleague to review it"

    @classmethod
    def subjects(cls, ids):
        invitations = ReviewInvitation.objects.select_related(
            "case", "owner", "reviewer", "invited_by", "review"
        )
        return invitations.defer("case__description", "note", "decline_reason").in_bulk(ids)

    def url(self):
        return reverse("review_invitation", args=[self.subject.pk])

    def case(self):
        """Whose case it is, as the reviewer would put it."""
        invitation = self.subject
        number = invitation.case.number
        if invitation.is_by_manager:
            return f"{invitation.owner.first_name}’s case {number}"
        return f"case {number}"

    def message_of(self, title, body="", button=OPEN_INVITATION, icon="user-plus"):
        body = body or self.subject.case.subject
        return Message(title, body, self.url(), icon, button)


@register
class InvitationReceived(InvitationNotice):
    kind = "review_invitation"
    noun = ("invitation to answer", "invitations to answer")
    needs_action = True
    folds = True
    reason = "a colleague invited you to review a case"

    def recipients(self):
        return [self.subject.reviewer]

    def folded_subjects(self):
        """All invitations of this colleague to this case: each new one is a new row."""
        same = ReviewInvitation.objects.filter(
            case=self.subject.case_id, reviewer=self.subject.reviewer_id
        )
        return same.values("pk")

    def still_due(self, recipient):
        return self.subject.state == InvitationState.INVITED

    def message(self, recipient):
        name = self.subject.invited_by.name
        return self.message_of(f"{name} invites you to review {self.case()}", button="Answer")


@register
class InvitationMade(InvitationNotice):
    """Notifies the case owner, when their manager invites."""

    kind = "review_invitation_made"
    noun = ("invited review of your case", "invited reviews of your cases")
    folds = True
    reason = "you own the case"

    def recipients(self):
        return [self.subject.owner]

    def folded_subjects(self):
        same = ReviewInvitation.objects.filter(
            case=self.subject.case_id, reviewer=self.subject.reviewer_id
        )
        return same.values("pk")

    def still_due(self, recipient):
        return self.subject.state in PENDING

    def message(self, recipient):
        invitation = self.subject
        title = (
            f"{invitation.invited_by.name} invited {invitation.reviewer.name} "
            f"to review your case {invitation.case.number}"
        )
        body = f"Only {invitation.reviewer.first_name} and you can read the review."
        return self.message_of(title, body)


@register
class InvitationDeclined(InvitationNotice):
    kind = "review_invitation_declined"
    noun = ("declined invitation", "declined invitations")

    def recipients(self):
        return {self.subject.owner, self.subject.invited_by}

    def message(self, recipient):
        invitation = self.subject
        title = f"{invitation.reviewer.name} declined to review case {invitation.case.number}"
        return self.message_of(title, icon="circle-minus")


@register
class InvitationWithdrawn(InvitationNotice):
    """Notifies everyone in the invitation, except the person who withdrew it."""

    kind = "review_invitation_withdrawn"
    noun = ("withdrawn invitation", "withdrawn invitations")
    reason = "you were invited to review the case, or you own it"

    def __init__(self, subject, by=None):
        super().__init__(subject)
        self.by = by

    def recipients(self):
        invitation = self.subject
        return {invitation.reviewer, invitation.owner, invitation.invited_by} - {self.by}

    def message(self, recipient):
        title = f"The invitation to review {self.case()} was withdrawn"
        return self.message_of(title, icon="undo-2")


@register
class InvitationDue(InvitationNotice):
    """Notifies the reviewer, on the morning of the day the review is due."""

    kind = "review_invitation_due"
    noun = ("invited review to write", "invited reviews to write")
    needs_action = True
    is_reminder = True
    reason = "you were invited to review the case"

    def recipients(self):
        return [self.subject.reviewer]

    def still_due(self, recipient):
        invitation = self.subject
        if invitation.state == InvitationState.ACCEPTED:
            return bool(invitation.review) and invitation.review.state == ReviewState.DRAFT
        return invitation.state == InvitationState.INVITED

    def message(self, recipient):
        invitation = self.subject
        today = today_in(recipient.time_zone, invitation.due_at)
        due = format_short_day(today, today)
        if invitation.state != InvitationState.ACCEPTED or not invitation.review:
            name = invitation.invited_by.first_name
            title = f"{name}’s invitation to review {self.case()} has no answer yet"
            body = f"The review is due {due}. You can also decline."
            return self.message_of(title, body, "Answer", "clock")
        name = invitation.owner.first_name
        title = f"Your review of {name}’s case {invitation.case.number} is due {due}"
        url = reverse("review_edit", args=[invitation.review_id])
        return Message(title, invitation.case.subject, url, "clock-alert", "Continue the review")


@register
class InvitationExpired(InvitationNotice):
    kind = "review_invitation_expired"
    noun = ("expired invitation", "expired invitations")
    reason = "you were part of the invitation"

    def recipients(self):
        invitation = self.subject
        people = {invitation.reviewer, invitation.owner, invitation.invited_by}
        return [person for person in people if person.is_active]

    def message(self, recipient):
        title = f"The invitation to review case {self.subject.case.number} has expired"
        return self.message_of(title, icon="archive")
