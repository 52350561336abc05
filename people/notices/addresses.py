"""Mails about a new sign-in address. Their links act for the recipient, so none is in the inbox."""

from django.db.models.functions import Now
from django.urls import reverse

from notifications.registry import Message, NoticeKind, register
from people.models import AddressChange, User
from people.models.address import CONFIRM_WITHIN, WAY_BACK
from people.tokens import link_to_confirm, link_to_restore


class AddressNotice(NoticeKind):
    channels = ("mail",)
    essential = True
    model = AddressChange

    def recipients(self):
        return [self.subject.user]

    @classmethod
    def subjects(cls, ids):
        return AddressChange.objects.select_related("user", "changed_by").in_bulk(ids)


@register
class AddressToConfirm(AddressNotice):
    """Goes to the new address itself: only its owner can read the mail."""

    kind = "address_to_confirm"
    noun = ("address to confirm", "addresses to confirm")
    reason = "somebody entered this address as their own"

    def still_due(self, recipient):
        """False if somebody else has the address by now, who would be asked to give it away."""
        is_taken = User.objects.filter(email__iexact=self.subject.new_email).exists()
        is_waiting = AddressChange.objects.waiting(Now()).filter(pk=self.subject.pk).exists()
        return recipient.is_active and is_waiting and not is_taken

    def message(self, recipient):
        email = self.subject.new_email
        body = (
            f"{recipient.name} wants to sign in with {email}. "
            f"If that is you, confirm it within {CONFIRM_WITHIN.days} days.\n\n"
            "If you do not know what this is about, ignore this mail."
        )
        return Message(
            "Confirm your e-mail address",
            body,
            link_to_confirm(self.subject),
            "at-sign",
            "Confirm the address",
            email,
        )


@register
class AddressChanged(AddressNotice):
    """Notifies the old address, with a way back; without one if an admin made the change."""

    kind = "address_changed"
    noun = ("changed address", "changed addresses")
    reason = "this was your address"

    def still_due(self, recipient):
        return self.subject.is_by_admin or self.subject.way_back_ended_at is None

    def message(self, recipient):
        change = self.subject
        title = "Your e-mail address for Case Review was changed"
        if change.is_by_admin:
            body = (
                f"{change.changed_by.name}, an admin, changed it to {change.new_email}. "
                "You cannot sign in with this address any more.\n\n"
                "If that is wrong, tell an admin."
            )
            to_sign_in = reverse("account_login")
            return Message(title, body, to_sign_in, "at-sign", "Sign in", change.old_email)
        body = (
            f"You sign in with {change.new_email} from now on. "
            "If you changed it yourself, you do not need to do anything.\n\n"
            f"If not, change it back within {WAY_BACK.days} days. "
            "This signs everyone out of your account, and you choose a new password."
        )
        way_back = link_to_restore(change)
        return Message(title, body, way_back, "at-sign", "Change it back", change.old_email)


@register
class AddressRestored(AddressNotice):
    """Goes to the address that was undone: its owner may not expect it."""

    kind = "address_restored"
    noun = ("restored address", "restored addresses")
    reason = "this was your address"

    def message(self, recipient):
        change = self.subject
        body = (
            f"Somebody used the link that we mailed to {change.old_email}. You sign in with that "
            "address again, and you need a new password.\n\n"
            "If that was not you, tell an admin."
        )
        return Message(
            "Your e-mail address was changed back",
            body,
            reverse("account_login"),
            "at-sign",
            "Sign in",
            change.new_email,
        )
