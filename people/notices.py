from datetime import timedelta

from allauth.account.app_settings import EMAIL_CONFIRMATION_EXPIRE_DAYS as EXPIRE_DAYS
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.db.models.functions import Now
from django.urls import reverse

from notifications.registry import Message, NoticeKind, RepeatableNotice, register
from people.models import Absence, Invitation, Proposal, User
from people.states import ProposalState
from people.tokens import link_of, link_to_reset


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
        return self.subject.is_active and self.subject.has_usable_password()

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
    """To the owner of the password, because somebody else may have changed it."""

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
            "If you changed it yourself, you need not do anything.\n\n"
            "If not, choose a new password now and tell an admin."
        )
        return Message(
            "Your password was changed",
            body,
            reverse("account_reset_password"),
            "key-round",
            "It was not me",
        )


@register
class AddressToConfirm(RepeatableNotice):
    """To the new address itself: only its owner can read the mail."""

    kind = "address_to_confirm"
    channels = ("mail",)
    essential = True
    model = EmailAddress
    noun = ("address to confirm", "addresses to confirm")
    reason = "somebody entered this address as their own"

    def recipients(self):
        return [self.subject.user]

    def still_due(self, recipient):
        """Not to an address of somebody else, who would be asked to give it away."""
        email = self.subject.email
        theirs = User.objects.filter(email__iexact=email).exclude(pk=recipient.pk)
        proven = EmailAddress.objects.filter(email__iexact=email, verified=True)
        return recipient.is_active and not theirs.exists() and not proven.exists()

    def message(self, recipient):
        body = (
            f"{recipient.name} wants to sign in with {self.subject.email}. "
            f"If that is you, confirm it within {EXPIRE_DAYS} days.\n\n"
            "If you do not know what this is about, ignore this mail."
        )
        url = reverse("account_confirm_email", args=[EmailConfirmationHMAC(self.subject).key])
        return Message(
            "Confirm your e-mail address",
            body,
            url,
            "at-sign",
            "Confirm the address",
            self.subject.email,
        )


@register
class AbsenceAdded(NoticeKind):
    """A manager entered an absence; the person must not learn of it from a draw."""

    kind = "absence_added"
    noun = ("absence entered for you", "absences entered for you")
    reason = "these days are yours"
    model = Absence

    def recipients(self):
        return [self.subject.user]

    def message(self, recipient):
        first = self.subject.first_day
        last = self.subject.last_day
        days = f"{first.day} {first:%B}" + ("" if first == last else f" to {last.day} {last:%B}")
        body = (
            "You get no reminders on these days, and are not drawn in cycles that you mostly miss. "
            "You can change the days."
        )
        title = f"Your manager entered an absence for you: {days}"
        url = f"{reverse('me')}#absences"
        return Message(title, body, url, "calendar-off", "See your absences")


@register
class ProposalsWaiting(NoticeKind):
    """An import saw new people. The subject is the first of their proposals."""

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
