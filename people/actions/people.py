"""Add people, correct them, change their roles, deactivate and reactivate them."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction

from audit.actions import record
from core.concurrency import lock, refuse_if_taken
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from notifications.actions import queue
from people.actions.addresses import TAKEN, sync_address
from people.actions.invitations import invite_person
from people.actions.memberships import close_membership, start_membership
from people.actions.sessions import delete_sessions
from people.models import Membership, Proposal, User
from people.notices import AccountChanged
from people.queries import organisation, today
from people.rules import (
    can_change_person,
    can_deactivate,
    can_invite,
    can_manage_people,
    can_reactivate,
)
from people.signals import person_joined, person_left
from people.states import COORDINATORS, GROUPS, ProposalState


@transaction.atomic
def add_person(*, name, email, team, role, manager, by, now):
    """Create a person, add them to `team` (if any) from today on, and invite them.

    Proposals with the same e-mail address are linked to the person. Returns the person.
    """
    if not can_manage_people(by):
        raise NotAllowed("Only coordinators can add people.")
    person = create_person(name, email, by=by, now=now)
    waiting = Proposal.objects.select_for_update().exclude(state=ProposalState.CONFIRMED)
    for proposal in waiting.filter(email__iexact=email):
        link_proposal(proposal, person)
    if team:
        place = {
            "team": team,
            "role": role,
            "manager": manager,
            "is_primary": True,
            "first_day": today(now),
        }
        start_membership(person, **place, by=by, now=now)
    person_joined.send(sender=User, user=person, by=by, now=now)
    invite_person(person, by=by, now=now)
    return person


@transaction.atomic
def correct_person(person, *, name, email, by, now):
    """Correct the name or address of somebody who has not joined yet.

    A new address gets a new invitation.
    """
    person = lock(person)
    if not can_invite(by, person):
        raise NotAllowed("People who have joined change their own name and address.")
    address_changed = person.email != email
    person.name = name
    person.email = email
    with refuse_if_taken(TAKEN):
        person.save(update_fields=["name", "email"])
    record("person corrected", person, by=by, now=now, address_changed=address_changed)
    if address_changed:
        sync_address(person)
        person_joined.send(sender=User, user=person, by=by, now=now)
        invite_person(person, by=by, now=now)


@transaction.atomic
def change_roles(person, *, roles, by, now):
    """Set the roles of `person`, by group name. The last coordinator keeps that role."""
    by = lock_roles(by)
    if not can_change_person(by, person):
        raise NotAllowed("Only coordinators can change roles.")
    groups = {
        group.name: group for group in Group.objects.select_for_update().filter(name__in=GROUPS)
    }
    before = set(person.groups.filter(name__in=GROUPS).values_list("name", flat=True))
    if COORDINATORS in before - set(roles) and not person.is_superuser:
        _keep_a_coordinator(without=person)
    person.groups.remove(*(groups[name] for name in before - set(roles)))
    person.groups.add(*(groups[name] for name in set(roles) - before))
    event = record(
        "roles changed", person, by=by, now=now, before=sorted(before), after=sorted(roles)
    )
    if before != set(roles):
        queue(AccountChanged(event), now=now)


@transaction.atomic
def deactivate_person(person, *, by, now):
    """Close the account of `person`.

    Their sessions, invitation and memberships end; everything they wrote stays.
    """
    by = lock_roles(by)
    if not can_deactivate(by, person):
        raise NotAllowed(
            "Only coordinators can deactivate people, and nobody can deactivate themselves."
        )
    _keep_a_coordinator(without=person)
    if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise StaleState(f"{person} has already been deactivated.", person)
    person.is_active = False
    yesterday = today(now) - timedelta(days=1)
    for membership in Membership.objects.not_over(today(now)).filter(user=person):
        close_membership(membership, yesterday)
    person.invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    delete_sessions(person, now)
    event = record("deactivated", person, by=by, now=now)
    queue(AccountChanged(event), now=now)
    person_left.send(sender=User, user=person, by=by, now=now)


@transaction.atomic
def reactivate_person(person, *, by, now):
    """Let `person` sign in again. Their old memberships stay ended."""
    if not can_reactivate(by, person):
        raise NotAllowed("Only coordinators can reactivate people.")
    if not User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        raise StaleState(f"{person} has already been reactivated.", person)
    person.is_active = True
    event = record("reactivated", person, by=by, now=now)
    queue(AccountChanged(event), now=now)
    person_joined.send(sender=User, user=person, by=by, now=now)


def create_person(name, email, *, by, now):
    current = organisation()
    time_zone = current.time_zone if current else "UTC"
    with refuse_if_taken(TAKEN):
        person = User.objects.create_user(email, name, time_zone=time_zone, date_joined=now)
    record("person added", person, by=by, now=now)
    return person


def link_proposal(proposal, person):
    """Confirm `proposal` and give `person` its id, unless they have one from that source."""
    move(proposal, to=ProposalState.CONFIRMED, user=person)
    person.external_ids = {proposal.source: proposal.external_id} | person.external_ids
    person.save(update_fields=["external_ids"])


def lock_roles(by):
    """Reload `by` and block other changes to who is a coordinator or admin.

    Otherwise two of them could deactivate each other at the same time.
    """
    Group.objects.select_for_update().get(name=COORDINATORS)
    return User.objects.get(pk=by.pk)


def _keep_a_coordinator(*, without):
    if not User.objects.coordinators().exclude(pk=without.pk).exists():
        raise Refused(f"{without} is the last coordinator. Make somebody else a coordinator first.")
