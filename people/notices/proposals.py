from django.urls import reverse

from notifications.registry import Message, NoticeKind, register
from people.models import Proposal, User
from people.states import ProposalState


@register
class ProposalsWaiting(NoticeKind):
    """An import found new people. The subject is the first of their proposals."""

    kind = "proposals"
    noun = ("import with new people", "imports with new people")
    needs_action = True
    reason = "you are a coordinator"
    model = Proposal

    def recipients(self):
        return User.objects.coordinators()

    def still_due(self, recipient):
        return (
            recipient.is_coordinator and Proposal.objects.filter(state=ProposalState.OPEN).exists()
        )

    def message(self, recipient):
        body = "There may be more. Until they are confirmed, their cases show only a name."
        title = f"An import found {self.subject.name}, who is not in Case Review yet"
        return Message(title, body, reverse("proposals"), "user-plus", "Confirm people")
