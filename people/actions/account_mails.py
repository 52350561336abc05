"""The mails of allauth as notices, so that a mail server that is down breaks no page."""

from django.db import transaction

from notifications.actions import queue
from people.notices import AddressToConfirm, PasswordChanged, PasswordReset


@transaction.atomic
def send_password_reset(person, *, now):
    """Mail `person` a link to choose a new password, unless they have never joined."""
    notice = PasswordReset(person, at=now)
    if notice.still_due(person):
        queue(notice, now=now)


@transaction.atomic
def send_password_changed(person, *, now):
    """Notify `person` that their password was changed."""
    queue(PasswordChanged(person, at=now), now=now)


@transaction.atomic
def send_address_confirmation(address, *, now):
    """Mail a confirmation link to `address`, an `EmailAddress` of allauth."""
    notice = AddressToConfirm(address, at=now)
    if notice.still_due(address.user):
        queue(notice, now=now)
