from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from notifications.registry import Message, RepeatableNotice, register
from people.models import User
from people.tokens import link_to_reset


@register
class PasswordReset(RepeatableNotice):
    """A link to a new password. It is computed when the mail is sent and never stored."""

    kind = "password_reset"
    channels = ("mail",)
    essential = True
    model = User
    noun = ("new password", "new passwords")
    reason = "somebody requested a new password for this address"

    def recipients(self):
        return [self.subject]

    def still_due(self, recipient):
        """Not to people who never joined, or it would bypass a withdrawn invitation."""
        return self.subject.is_active and self.subject.has_joined

    def message(self, recipient):
        days = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
        body = (
            f"Hello {recipient.first_name},\n\n"
            f"This link is only for you. It works once, within {days} days.\n\n"
            "If that was not you, ignore this mail: your password stays the same."
        )
        return Message(
            "Choose a new password",
            body,
            link_to_reset(self.subject),
            "key-round",
            "Choose a new password",
        )


@register
class PasswordChanged(RepeatableNotice):
    """Goes to the owner of the password, because somebody else may have changed it."""

    kind = "password_changed"
    essential = True
    model = User
    noun = ("new password", "new passwords")
    reason = "it is your password"

    def recipients(self):
        return [self.subject]

    def message(self, recipient):
        body = (
            "You were signed out everywhere else. "
            "If you changed it yourself, you do not need to do anything.\n\n"
            "If not, choose a new password now and tell an admin."
        )
        return Message(
            "Your password was changed",
            body,
            reverse("account_reset_password"),
            "key-round",
            "It was not me",
        )
