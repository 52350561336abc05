from django.contrib.auth import get_user_model
from django.urls import reverse

from notifications.models import DisabledTarget
from notifications.registry import Message, NoticeKind, RepeatableNotice, register
from notifications.slack.refusals import WEBHOOK, WORKSPACE, what_to_do
from notifications.states import Channel


@register
class Test(RepeatableNotice):
    """A test that an admin sends to check a channel. The subject is the admin."""

    kind = "test"
    model = get_user_model()
    essential = True
    reason = "an admin sent a test"
    __test__ = False  # no test class for pytest

    def __init__(self, subject, *, channel="", target="", at=None):
        super().__init__(subject, at)
        self.channels = () if target else (channel,)
        self.target = target

    def recipients(self):
        return [] if self.target else [self.subject]

    def targets(self):
        return [self.target] if self.target else []

    def message(self, recipient):
        body = f"{self.subject.name} sent this to check that it arrives."
        return Message(
            "A test from Case Review", body, reverse("configured"), "send", "See the tests"
        )


@register
class TargetRefused(NoticeKind):
    """Slack refuses an address; tells admins how to fix it, but not by Slack."""

    kind = "target_refused"
    noun = ("Slack target that is disabled", "Slack targets that are disabled")
    needs_action = True
    reason = "you are an admin"
    model = DisabledTarget
    channels = (Channel.INBOX, Channel.MAIL)

    def recipients(self):
        return get_user_model().objects.filter(is_superuser=True, is_active=True)

    def message(self, recipient):
        target = self.subject
        place = {WORKSPACE: "anything from Case Review", WEBHOOK: "messages from the webhook"}.get(
            target.address
        )
        return Message(
            title=f"Slack refuses {place or f'messages to {target.address}'}",
            body=(
                f"{what_to_do(target.reason)} Nothing is sent there until you "
                "have done that and chosen “Enable again” in the list of disabled targets. "
                f"Slack's code: {target.reason}."
            ),
            url=reverse("admin:notifications_disabledtarget_changelist"),
            icon="message-square-warning",
            button="See the list",
        )
