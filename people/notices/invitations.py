from django.db.models.functions import Now

from notifications.registry import Message, NoticeKind, register
from people.models import Invitation
from people.tokens import link_of


@register
class InvitationSent(NoticeKind):
    """By mail only: the person cannot read an inbox yet. The link in the body expires."""

    kind = "invitation"
    noun = ("invitation", "invitations")
    reason = "somebody at your company invited you"
    channels = ("mail",)
    essential = True
    model = Invitation

    def recipients(self):
        return [self.subject.user]

    def still_due(self, recipient):
        return Invitation.objects.open(Now()).filter(pk=self.subject.pk).exists()

    def message(self, recipient):
        body = (
            f"Hello {recipient.first_name},\n\n"
            "Case Review is where colleagues review each other's cases and learn from them.\n\n"
            "This link is only for you. Use it to choose a password. It works once and expires on "
            f"{self.subject.expires_at.day} {self.subject.expires_at:%B %Y}."
        )
        title = f"{self.subject.invited_by} invites you to Case Review"
        return Message(title, body, link_of(self.subject), "mail-open", "Accept the invitation")

    @classmethod
    def subjects(cls, ids):
        return Invitation.objects.select_related("invited_by").in_bulk(ids)
