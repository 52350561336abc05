"""The sign-in address of a person: change it, confirm it, take the change back."""

from allauth.account.models import EmailAddress
from django.db import transaction

from audit.actions import record
from core.concurrency import lock, refuse_if_taken
from core.errors import NotAllowed, StaleState
from notifications.actions import queue
from people.actions.sessions import delete_sessions
from people.models import AddressChange, User
from people.models.address import KEPT_FOR
from people.notices import AddressChanged, AddressRestored, AddressToConfirm
from people.signals import person_joined

TAKEN = "Somebody here already has that e-mail address."
LINK_ENDED = "This link no longer works."


@transaction.atomic
def request_address(person, *, email, by, now):
    """Mail a confirmation link to `email`; until it is used, `person` keeps their address.

    The caller checks the password of `person`. A newer request replaces an older one.
    """
    if by != person or not by.is_active:
        raise NotAllowed("Only you can change your address.")
    person = lock(person)
    person.address_changes.filter(confirmed_at=None).delete()
    change = AddressChange.objects.create(
        user=person, changed_by=by, old_email=person.email, new_email=email, requested_at=now
    )
    record("address change requested", person, by=by, now=now, change=change.pk)
    queue(AddressToConfirm(change), now=now)
    return change


@transaction.atomic
def confirm_address(change, *, by, now):
    """Replace the address of the person, and mail the old one a way back.

    Raises `StaleState` if the link was used, replaced or expired, and `Refused` if somebody else
    has the address by now.
    """
    if by.pk != change.user_id:
        raise NotAllowed("Only you can confirm your address.")
    person = lock(change.user)
    waiting = AddressChange.objects.waiting(now).filter(
        pk=change.pk, old_email=person.email, user__is_active=True
    )
    if not waiting.update(confirmed_at=now):
        raise StaleState(LINK_ENDED, person)
    _replace_address(person, change.new_email)
    record("address changed", person, by=by, now=now, change=change.pk)
    queue(AddressChanged(change), now=now)
    person_joined.send(sender=User, user=person, by=by, now=now)
    return person


@transaction.atomic
def restore_address(change, *, now):
    """Give the person their old address back, end all sessions and void the password.

    For the holder of the mailed link, who need not be signed in. It ends the way back of this
    change and of later ones, so that nobody undoes it. Returns the person, who needs a new
    password. Raises `StaleState` if the link was used or expired.
    """
    person = lock(change.user)
    if not AddressChange.objects.restorable(now).filter(pk=change.pk).exists():
        raise StaleState(LINK_ENDED, person)
    later = person.address_changes.filter(confirmed_at__gte=change.confirmed_at)
    later.update(way_back_ended_at=now)
    person.address_changes.filter(confirmed_at=None).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    _replace_address(person, change.old_email)
    ended = delete_sessions(person, now)
    record("address restored", person, by=person, now=now, change=change.pk, sessions=ended)
    queue(AddressRestored(change), now=now)
    person_joined.send(sender=User, user=person, by=person, now=now)
    return person


@transaction.atomic
def forget_address_changes(*, now):
    """Delete changes of long ago, which hold old addresses; returns their number."""
    changes = AddressChange.objects.filter(requested_at__lt=now - KEPT_FOR)
    return changes.delete()[0]


def record_admin_change(person, old_email, *, by, now):
    """Notify the old address that an admin replaced it, and end all ways back."""
    person.address_changes.filter(confirmed_at=None).delete()
    person.address_changes.update(way_back_ended_at=now)
    change = AddressChange.objects.create(
        user=person,
        changed_by=by,
        old_email=old_email,
        new_email=person.email,
        requested_at=now,
        confirmed_at=now,
        way_back_ended_at=now,
    )
    queue(AddressChanged(change), now=now)


def _replace_address(person, email):
    """Save the address of `person`, and let allauth know no other one of theirs."""
    person.email = email
    with refuse_if_taken(TAKEN):
        person.save(update_fields=["email"])
    sync_address(person)


def sync_address(person):
    """Make the address of `person` the only one that allauth knows of them, and nobody else's.

    None while they have not joined: their invitation verifies it.
    """
    EmailAddress.objects.filter(email=person.email).exclude(user=person).delete()
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    if person.has_joined:
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
