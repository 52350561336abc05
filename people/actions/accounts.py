"""Account changes by admins: sign-in address, helpdesk ids, admin access."""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock, refuse_if_taken
from core.errors import NotAllowed, Refused
from notifications.actions import queue
from people.actions.addresses import TAKEN, record_admin_change, sync_address
from people.actions.invitations import invite_person
from people.actions.people import lock_roles
from people.models import User
from people.notices import AccountChanged
from people.rules import can_change_account, can_invite
from people.signals import person_joined

FIELDS = ("name", "email", "external_ids", "is_staff", "is_superuser")


@transaction.atomic
def change_account(person, *, name, email, external_ids, is_staff, is_superuser, by, now):
    """Change the name, sign-in address, helpdesk ids and admin access of `person`.

    Cases look for their owner again when an address or id changes. Somebody who has joined gets a
    notice at the old address, which no longer signs in; others get an invitation at the new
    address.
    Raises `Refused` if the address is taken or nobody else would be an admin.
    """
    by = lock_roles(by)
    if not can_change_account(by):
        raise NotAllowed("Only admins can change accounts.")
    person = lock(person)
    values = dict(zip(FIELDS, (name, email, external_ids, is_staff, is_superuser), strict=True))
    changed = [field for field in FIELDS if getattr(person, field) != values[field]]
    if not changed:
        return
    if not (is_staff and is_superuser):
        _keep_an_admin(person)
    old_email = person.email
    for field in changed:
        setattr(person, field, values[field])
    with refuse_if_taken(TAKEN):
        person.save(update_fields=changed)
    event = record("account changed", person, by=by, now=now, fields=changed)
    queue(AccountChanged(event), now=now)
    if "email" in changed:
        sync_address(person)
        if person.has_joined:
            record_admin_change(person, old_email, by=by, now=now)
    if {"email", "external_ids"} & set(changed):
        person_joined.send(sender=User, user=person, by=by, now=now)
    # Coordinators may have copied the open link of somebody who becomes an admin.
    is_link_known = "is_superuser" in changed or "is_staff" in changed
    is_link_known = is_link_known and person.invitations.open(now).exists()
    if ("email" in changed or is_link_known) and can_invite(by, person):
        invite_person(person, by=by, now=now)


def _keep_an_admin(person):
    """Without staff access even a superuser cannot open the admin, where access is given."""
    admins = User.objects.active().filter(is_staff=True, is_superuser=True)
    if admins.filter(pk=person.pk).exists() and not admins.exclude(pk=person.pk).exists():
        raise Refused(f"{person} is the last admin. Give somebody else admin access first.")
