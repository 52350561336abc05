"""Passwords: mail a link to a new one, and save it. allauth's adapter calls these."""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused
from notifications.actions import queue
from people.actions.sessions import delete_sessions
from people.models import User
from people.notices import PasswordChanged, PasswordReset
from people.rules import can_change_account


@transaction.atomic
def send_password_reset(email, *, now):
    """Mail a link to choose a new password to the person with the address `email`.

    For an unknown address the notice goes to the SYSTEM user, where it is dropped at delivery:
    both take the same time, so that nobody finds out who has an account.
    """
    system = User.objects.system()
    person = User.objects.filter(email__iexact=email).first() or system
    queue(PasswordReset(person, at=now), now=now)


@transaction.atomic
def change_password(person, *, password, by, now, by_link=False):
    """Save the password that `person` chose, and notify them. Returns the person.

    The caller checks the old password, or the mailed link (`by_link`).
    """
    if by.pk != person.pk:
        raise NotAllowed("Only you can change your password.")
    person = lock(person)
    if not person.is_active:
        raise NotAllowed("This account is deactivated.")
    person.set_password(password)
    person.save(update_fields=["password"])
    record("password reset" if by_link else "password changed", person, by=by, now=now)
    queue(PasswordChanged(person, at=now), now=now)
    return person


@transaction.atomic
def set_password(person, *, password, by, now):
    """Give `person` a new password, end all their sessions and notify them.

    Raises `Refused` for your own password: changing that takes the old one.
    """
    if not can_change_account(by):
        raise NotAllowed("Only admins can set somebody else’s password.")
    if by.pk == person.pk:
        raise Refused("Change your own password on your profile.")
    person = lock(person)
    person.set_password(password)
    person.save(update_fields=["password"])
    ended = delete_sessions(person, now)
    record("password set", person, by=by, now=now, sessions=ended)
    queue(PasswordChanged(person, at=now), now=now)
