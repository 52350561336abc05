from django.contrib.auth import get_user_model
from django.urls import reverse

from notifications.registry import Message, NoticeKind, register


@register
class Test(NoticeKind):
    """What an admin sends to see that a channel works. The subject is the admin."""

    kind = "test"
    model = get_user_model()
    essential = True
    __test__ = False  # no test class for pytest

    def __init__(self, subject, *, channel="", target="", at=None):
        super().__init__(subject)
        self.channels = () if target else (channel,)
        self.target = target
        self.at = at

    def recipients(self):
        return [] if self.target else [self.subject]

    def targets(self):
        return [self.target] if self.target else []

    def key(self, recipient):
        """Each test is a new one."""
        return f"{super().key(recipient)}:{self.at.isoformat()}"

    def target_key(self, target):
        return f"{super().target_key(target)}:{self.at.isoformat()}"

    def message(self, recipient):
        title = "A test from Case Review"
        return Message(title, f"{self.subject.name} sent it to see that it arrives.", reverse("configured"), "send")
