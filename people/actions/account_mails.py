"""What allauth would mail within the request, and a mail server that is down would make a page that breaks."""

from django.db import transaction

from notifications.actions import queue
from people.notices import AddressToConfirm, PasswordChanged, PasswordReset


@transaction.atomic
def ask_new_password(person, *, now):
    """Mail `person` a link to choose a new password; whoever never came in has none and gets none."""
    notice = PasswordReset(person, at=now)
    if notice.still_due(person):
        queue(notice, now=now)


@transaction.atomic
def tell_new_password(person, *, now):
    """Tell `person` that their password was changed."""
    queue(PasswordChanged(person, at=now), now=now)


@transaction.atomic
def ask_to_confirm(address, *, now):
    """Mail to `address`, allauth's `EmailAddress` of somebody, a link by which they confirm it."""
    notice = AddressToConfirm(address, at=now)
    if notice.still_due(address.user):
        queue(notice, now=now)
