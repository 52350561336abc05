"""What allauth would mail within the request, and a mail server that is down would make a page that breaks."""

from django.db import transaction

from notifications.actions import queue
from people.notices import AddressToConfirm, PasswordChanged, PasswordReset


@transaction.atomic
def send_password_reset(person, *, now):
    """Mail `person` a link to choose a new password; whoever never came in has none and gets none."""
    notice = PasswordReset(person, at=now)
    if notice.still_due(person):
        queue(notice, now=now)


@transaction.atomic
def send_password_changed(person, *, now):
    """Tell `person` that their password was changed."""
    queue(PasswordChanged(person, at=now), now=now)


@transaction.atomic
def send_address_confirmation(address, *, now):
    """Mail to `address`, allauth's `EmailAddress` of somebody, a link by which they confirm it."""
    notice = AddressToConfirm(address, at=now)
    if notice.still_due(address.user):
        queue(notice, now=now)
