"""Every action of people refuses strangers, and changes nothing if its audit event fails.

Actions without `by` have nobody to refuse and write no event; the guard of actions says why.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from audit.models import Event
from core.errors import NotAllowed
from notifications.models import Notice
from people import actions
from people.models import (
    Absence,
    AddressChange,
    Invitation,
    Membership,
    Organisation,
    Proposal,
    Team,
    User,
)
from people.states import COORDINATORS, ReviewLayout, Role, Theme
from people.tests.factories import AddressChangeFactory, UserFactory

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
DAY = date(2026, 11, 16)
PLACE = {"role": Role.ENGINEER, "manager": None, "is_primary": False, "first_day": DAY}
NEW = {
    "name": "Newt New",
    "email": "newt@support.example",
    "team": None,
    "role": Role.ENGINEER,
    "manager": None,
}

ACCOUNT = {"name": "Ana", "email": "a@x.example", "is_staff": False, "is_superuser": False}

COORDINATORS_ONLY = {
    "add_person": lambda w, by: actions.add_person(**NEW, by=by, now=NOW),
    "correct_person": lambda w, by: actions.correct_person(
        w.invited, name="Ida", email="i@x.example", by=by, now=NOW
    ),
    "change_roles": lambda w, by: actions.change_roles(
        w.engineer, roles=[COORDINATORS], by=by, now=NOW
    ),
    "deactivate_person": lambda w, by: actions.deactivate_person(w.engineer, by=by, now=NOW),
    "reactivate_person": lambda w, by: actions.reactivate_person(w.left, by=by, now=NOW),
    "invite_person": lambda w, by: actions.invite_person(w.invited, by=by, now=NOW),
    "withdraw_invitation": lambda w, by: actions.withdraw_invitation(w.invitation, by=by, now=NOW),
    "start_membership": lambda w, by: actions.start_membership(
        w.engineer, team=w.empty_team, **PLACE, by=by, now=NOW
    ),
    "change_membership": lambda w, by: actions.change_membership(
        w.membership, team=w.team, **PLACE, by=by, now=NOW
    ),
    "add_members": lambda w, by: actions.add_members(
        w.empty_team, [w.engineer], role=Role.ENGINEER, manager=w.boss, by=by, now=NOW
    ),
    "assign_manager": lambda w, by: actions.assign_manager(w.team, w.coordinator, by=by, now=NOW),
    "end_membership": lambda w, by: actions.end_membership(
        w.membership, last_day=DAY, by=by, now=NOW
    ),
    "confirm_proposals": lambda w, by: actions.confirm_proposals(
        [(w.proposal, w.proposal.name, w.proposal.email, w.team, Role.ENGINEER)], by=by, now=NOW
    ),
    "dismiss_proposals": lambda w, by: actions.dismiss_proposals([w.proposal], by=by, now=NOW),
    "restore_proposal": lambda w, by: actions.restore_proposal(w.dismissed, by=by, now=NOW),
    "create_team": lambda w, by: actions.create_team(name="Support APAC", by=by, now=NOW),
    "rename_team": lambda w, by: actions.rename_team(w.team, name="Support World", by=by, now=NOW),
    "delete_team": lambda w, by: actions.delete_team(w.empty_team, by=by, now=NOW),
}
ADMINS_ONLY = {
    "change_account": lambda w, by: actions.change_account(
        w.engineer, **ACCOUNT, external_ids={"csv": "9"}, by=by, now=NOW
    ),
    "set_password": lambda w, by: actions.set_password(
        w.engineer, password="a mule that is stubborn", by=by, now=NOW
    ),
    "change_organisation": lambda w, by: actions.change_organisation(
        w.organisation, name="Southwind", time_zone="UTC", country="", by=by, now=NOW
    ),
}
OWN = {
    "add_absence": lambda w, by: actions.add_absence(
        w.engineer, first_day=DAY, last_day=DAY, by=by, now=NOW
    ),
    "change_absence": lambda w, by: actions.change_absence(
        w.absence, first_day=DAY, last_day=DAY, by=by, now=NOW
    ),
    "remove_absence": lambda w, by: actions.remove_absence(w.absence, by=by, now=NOW),
    "change_readme": lambda w, by: actions.change_readme(
        w.engineer, text="Kindly.", seen_at=None, by=by, now=NOW
    ),
    "change_profile": lambda w, by: actions.change_profile(
        w.engineer, name="A", time_zone="UTC", by=by, now=NOW
    ),
    "change_theme": lambda w, by: actions.change_theme(
        w.engineer, theme=Theme.DARK, by=by, now=NOW
    ),
    "change_shortcuts": lambda w, by: actions.change_shortcuts(
        w.engineer, single_keys=False, by=by, now=NOW
    ),
    "change_review_layout": lambda w, by: actions.change_review_layout(
        w.engineer, layout=ReviewLayout.DOCUMENT, by=by, now=NOW
    ),
    "change_slack_id": lambda w, by: actions.change_slack_id(
        w.engineer, slack_id="U024BE7LH", by=by, now=NOW
    ),
    "request_address": lambda w, by: actions.request_address(
        w.engineer, email="ana@home.example", by=by, now=NOW
    ),
    "confirm_address": lambda w, by: actions.confirm_address(w.waiting, by=by, now=NOW),
    "change_password": lambda w, by: actions.change_password(
        w.engineer, password="a mule that is stubborn", by=by, now=NOW
    ),
    "sign_out_everywhere": lambda w, by: actions.sign_out_everywhere(w.engineer, by=by, now=NOW),
}
ANYBODY = {
    "propose_people": lambda w, by: actions.propose_people(
        [("csv", "7", "Bo", "")], by=by, now=NOW
    ),
    "restore_address": lambda w, by: actions.restore_address(w.changed, now=NOW),
    "accept_invitation": lambda w, by: actions.accept_invitation(
        w.invitation, name="Ida", time_zone="UTC", password="correct horse", now=NOW
    ),
}
BY_NOBODY = {
    "send_password_reset": lambda w: actions.send_password_reset(w.member.email, now=NOW),
    "forget_address_changes": lambda w: actions.forget_address_changes(
        now=NOW + timedelta(days=181)
    ),
    "forget_sessions": lambda w: actions.forget_sessions(now=NOW),
}
TABLES = (
    AddressChange,
    EmailAddress,
    User,
    Membership,
    Team,
    Absence,
    Invitation,
    Proposal,
    Organisation,
    Notice,
    Session,
    UserSession,
)


def session_of(person, *, until):
    Session.objects.create(
        session_key=f"of{person.pk}until{until:%d}",
        session_data=SessionStore().encode({SESSION_KEY: str(person.pk)}),
        expire_date=until,
    )


@pytest.fixture
def world(world):
    """Adds sessions, a password, changes of an address and an admin."""
    session_of(world.engineer, until=NOW + timedelta(days=1))
    session_of(world.engineer, until=NOW - timedelta(days=1))
    world.member = UserFactory(password=make_password("a horse that is correct"))
    world.admin = UserFactory(superuser=True)
    world.waiting = AddressChangeFactory(user=world.engineer, requested_at=NOW)
    world.changed = AddressChangeFactory(user=world.member, requested_at=NOW, confirmed_at=NOW)
    return world


def snapshot():
    return {model: list(model._base_manager.order_by("pk").values()) for model in TABLES}


def as_who(world, name):
    if name in ADMINS_ONLY:
        return world.admin
    return world.engineer if name in OWN else world.coordinator


@pytest.mark.parametrize("name", COORDINATORS_ONLY | ADMINS_ONLY | OWN)
def test_action_by_a_stranger_is_not_allowed(world, name):
    before = snapshot()
    with pytest.raises(NotAllowed):
        (COORDINATORS_ONLY | ADMINS_ONLY | OWN)[name](world, world.stranger)
    assert snapshot() == before


@pytest.mark.parametrize("name", COORDINATORS_ONLY | ADMINS_ONLY | OWN | ANYBODY)
def test_action_whose_audit_fails_changes_nothing(world, audit_refuses, name):
    before = snapshot()
    with audit_refuses():
        (COORDINATORS_ONLY | ADMINS_ONLY | OWN | ANYBODY)[name](world, as_who(world, name))
    assert snapshot() == before


@pytest.mark.parametrize("name", COORDINATORS_ONLY | ADMINS_ONLY | OWN | ANYBODY)
def test_action_by_who_may_changes_something(world, name):
    """Guards the two tests above: an action that never changed a row would pass both."""
    before = snapshot() | {"groups": list(world.engineer.groups.all())}
    (COORDINATORS_ONLY | ADMINS_ONLY | OWN | ANYBODY)[name](world, as_who(world, name))
    assert snapshot() | {"groups": list(world.engineer.groups.all())} != before


@pytest.mark.parametrize("name", BY_NOBODY)
def test_action_by_nobody_changes_something_and_writes_no_event(world, name):
    before = snapshot()
    BY_NOBODY[name](world)
    assert snapshot() != before
    assert not Event.objects.exists()


def test_every_action_but_set_up_is_in_the_tables():
    assert set(COORDINATORS_ONLY | ADMINS_ONLY | OWN | ANYBODY | BY_NOBODY) == set(
        actions.__all__
    ) - {"set_up"}
