"""Account changes by admins: sign-in address, helpdesk ids, admin access."""

from django.contrib.auth.models import Group
from django.db import transaction

from audit.actions import record
from core.concurrency import lock, refuse_if_taken
from core.errors import NotAllowed, Refused
from notifications.actions import queue
from people.actions.invitations import invite_person
from people.actions.people import TAKEN
from people.actions.sessions import delete_sessions
from people.models import User
from people.notices import PasswordChanged
from people.rules import can_change_account, can_invite
from people.signals import person_joined
from people.states import COORDINATORS

FIELDS = ("name", "email", "external_ids", "is_staff", "is_superuser")


@transaction.atomic
def change_account(person, *, name, email, external_ids, is_staff, is_superuser, by, now):
    """Change the name, sign-in address, helpdesk ids and admin access of `person`.

    Cases look for their owner again when an address or id changes, and somebody who has not joined
    yet gets an invitation at the new address. Raises `Refused` if the address is taken or
    nobody else would be an admin.
    """
    _require(by)
    Group.objects.select_for_update().get(name=COORDINATORS)
    person = lock(person)
    values = dict(zip(FIELDS, (name, email, external_ids, is_staff, is_superuser), strict=True))
    changed = [field for field in FIELDS if getattr(person, field) != values[field]]
    if not changed:
        return
    if not (is_staff and is_superuser):
        _keep_an_admin(person)
    for field in changed:
        setattr(person, field, values[field])
    with refuse_if_taken(TAKEN):
        person.save(update_fields=changed)
    record("account changed", person, by=by, now=now, fields=changed)
    if {"email", "external_ids"} & set(changed):
        person_joined.send(sender=User, user=person, by=by, now=now)
    if "email" in changed and can_invite(by, person):
        invite_person(person, by=by, now=now)


@transaction.atomic
def set_password(person, *, password, by, now):
    """Give `person` a new password, end all their sessions and notify them."""
    _require(by)
    person = lock(person)
    person.set_password(password)
    person.save(update_fields=["password"])
    ended = delete_sessions(person, now)
    record("password set", person, by=by, now=now, sessions=ended)
    queue(PasswordChanged(person, at=now), now=now)


def _require(by):
    if not can_change_account(by):
        raise NotAllowed("Only admins can change accounts.")


def _keep_an_admin(person):
    """Without staff access even a superuser cannot open the admin, where access is given."""
    admins = User.objects.active().filter(is_staff=True, is_superuser=True)
    if admins.filter(pk=person.pk).exists() and not admins.exclude(pk=person.pk).exists():
        raise Refused(f"{person} is the last admin. Give somebody else admin access first.")
