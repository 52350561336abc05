from datetime import timedelta

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, StaleState
from notifications.actions import queue
from people.actions.addresses import sync_address
from people.models import Invitation
from people.notices import InvitationSent
from people.rules import can_change_person, can_invite

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite_person(person, *, by, now):
    """Send `person` a link that is valid for 14 days and withdraw an earlier one.

    Returns the invitation. Also raises `NotAllowed` if `person` has joined already.
    """
    person = lock(person)
    if not can_invite(by, person):
        raise NotAllowed(
            "Only coordinators can invite people, and only people who have not joined yet. "
            f"{person} cannot be invited."
        )
    person.invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        user=person, invited_by=by, created_at=now, expires_at=now + VALID_FOR
    )
    record("invited", person, by=by, now=now, invitation=invitation.pk)
    queue(InvitationSent(invitation), now=now)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation, *, by, now):
    """Disable the link. Raises `StaleState` if it was used or withdrawn meanwhile."""
    if not can_change_person(by, invitation.user):
        raise NotAllowed("Only coordinators can withdraw an invitation.")
    open_ones = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not open_ones.update(withdrawn_at=now):
        raise StaleState("This invitation has been used or withdrawn.", invitation.user)
    record("invitation withdrawn", invitation.user, by=by, now=now, invitation=invitation.pk)


@transaction.atomic
def accept_invitation(invitation, *, name, time_zone, password, now):
    """Let the holder of the link join with a name, zone and password; verify their address.

    Returns the person. Raises `StaleState` if the link was used, withdrawn or expired meanwhile.
    """
    person = lock(invitation.user)
    usable = Invitation.objects.open(now).filter(pk=invitation.pk, user__is_active=True)
    if not usable.update(accepted_at=now):
        raise StaleState("This invitation has been used or withdrawn, so nothing was changed.")
    person.name = name
    person.time_zone = time_zone
    person.set_password(password)
    person.save(update_fields=["name", "time_zone", "password"])
    sync_address(person)
    record("invitation accepted", person, by=person, now=now, invitation=invitation.pk)
    return person
