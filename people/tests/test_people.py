from datetime import UTC, date, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from audit.models import Event
from audit.tests.trail import verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from people.actions import (
    add_person,
    change_roles,
    correct_person,
    deactivate_person,
    reactivate_person,
)
from people.models import Invitation, User
from people.signals import person_joined, person_left
from people.states import COORDINATORS, PRODUCT, Role
from people.tests.factories import MembershipFactory, ProposalFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def heard():
    """What the apps above are told."""
    told = []

    def joined(sender, user, **kwargs):
        told.append(("joined", user))

    def left(sender, user, **kwargs):
        told.append(("left", user))

    person_joined.connect(joined)
    person_left.connect(left)
    yield told
    person_joined.disconnect(joined)
    person_left.disconnect(left)


def add(world, email="newt@support.example", team=None):
    place = {"team": team, "role": Role.ENGINEER, "manager": world.boss}
    return add_person(name="Newt New", email=email, **place, by=world.coordinator, now=NOW)


def test_add_person_makes_one_who_cannot_sign_in_yet_and_invites(world, heard):
    person = add(world, team=world.team)
    assert not person.has_joined
    assert person.time_zone == world.organisation.time_zone
    assert person.invitations.open(NOW).exists()
    membership = person.memberships.get()
    assert (membership.team, membership.manager, membership.is_primary) == (
        world.team,
        world.boss,
        True,
    )
    assert heard == [("joined", person)]


def test_add_person_takes_over_what_imports_saw_under_the_address(world):
    ProposalFactory(source="csv", external_id="77", email="NEWT@support.example")
    assert add(world).external_ids == {"csv": "77"}


def test_add_person_with_a_taken_address_is_refused(world):
    with pytest.raises(Refused):
        add(world, email=world.engineer.email.upper())


def test_add_person_audit_names_person_team_and_invitation(world):
    assert set(verbs(add(world, team=world.team))) == {"person added", "joined team", "invited"}


def test_correct_person_with_a_new_address_invites_again(world):
    correct_person(
        world.invited, name="Ida", email="ida@right.example", by=world.coordinator, now=NOW
    )
    world.invited.refresh_from_db()
    assert (world.invited.name, world.invited.email) == ("Ida", "ida@right.example")
    assert Invitation.objects.open(NOW).get().pk != world.invitation.pk


def test_correct_person_who_has_come_in_is_not_allowed(world):
    person = UserFactory(password="x")
    with pytest.raises(NotAllowed):
        correct_person(person, name="X", email=person.email, by=world.coordinator, now=NOW)


def test_correct_person_audit_names_the_person(world):
    correct_person(
        world.invited, name="Ida", email=world.invited.email, by=world.coordinator, now=NOW
    )
    assert set(verbs(world.invited)) == {"person corrected"}


def test_change_roles_gives_and_takes(world):
    change_roles(world.engineer, roles=[COORDINATORS, PRODUCT], by=world.coordinator, now=NOW)
    change_roles(world.engineer, roles=[PRODUCT], by=world.coordinator, now=NOW)
    assert [group.name for group in world.engineer.groups.all()] == [PRODUCT]


def test_change_roles_of_the_last_coordinator_is_refused(world):
    with pytest.raises(Refused, match="last coordinator"):
        change_roles(world.coordinator, roles=[], by=world.coordinator, now=NOW)


def test_change_roles_audit_keeps_before_and_after(world):
    change_roles(world.engineer, roles=[PRODUCT], by=world.coordinator, now=NOW)
    assert Event.objects.about(world.engineer).get().facts == {"before": [], "after": [PRODUCT]}


def test_deactivate_person_ends_sessions_invitation_and_memberships(world, heard, client):
    client.force_login(world.engineer)
    UserSession.objects.create(
        user=world.engineer, ip="127.0.0.1", session_key=client.session.session_key
    )
    MembershipFactory(user=world.engineer, is_primary=False, first_day=date(2026, 12, 1))
    deactivate_person(world.engineer, by=world.coordinator, now=NOW)
    deactivate_person(world.invited, by=world.coordinator, now=NOW)
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    assert world.engineer.memberships.get().last_day == date(2026, 11, 15)
    assert not Invitation.objects.open(NOW).exists()
    assert heard == [("left", world.engineer), ("left", world.invited)]


def test_deactivate_person_leaves_other_sessions(world, client):
    client.force_login(world.boss)
    deactivate_person(world.engineer, by=world.coordinator, now=NOW)
    assert Session.objects.count() == 1


def test_deactivate_person_who_is_oneself_or_admin_is_not_allowed(world):
    for person in (world.coordinator, UserFactory(superuser=True)):
        with pytest.raises(NotAllowed):
            deactivate_person(person, by=world.coordinator, now=NOW)


def test_deactivate_person_who_was_deactivated_meanwhile_is_stale(world):
    User.objects.filter(pk=world.engineer.pk).update(is_active=False)
    with pytest.raises(StaleState):
        deactivate_person(world.engineer, by=world.coordinator, now=NOW)


def test_deactivate_person_audit_names_the_person(world):
    deactivate_person(world.engineer, by=world.coordinator, now=NOW)
    assert set(verbs(world.engineer)) == {"deactivated"}


def test_reactivate_person_lets_them_in_again_without_a_team(world, heard):
    reactivate_person(world.left, by=world.coordinator, now=NOW)
    world.left.refresh_from_db()
    assert world.left.is_active
    assert heard == [("joined", world.left)]


def test_reactivate_person_meanwhile_reactivated_is_stale(world):
    User.objects.filter(pk=world.left.pk).update(is_active=True)
    with pytest.raises(StaleState):
        reactivate_person(world.left, by=world.coordinator, now=NOW)


def test_reactivate_person_audit_names_the_person(world):
    reactivate_person(world.left, by=world.coordinator, now=NOW)
    assert set(verbs(world.left)) == {"reactivated"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("others", [0, 1])
def test_deactivate_person_by_two_coordinators_of_each_other_keeps_one(others):
    one = UserFactory(coordinator=True)
    two = UserFactory(coordinator=True)
    for _ in range(others):
        UserFactory(coordinator=True)
    results = run_together(
        lambda: deactivate_person(one, by=two, now=NOW),
        lambda: deactivate_person(two, by=one, now=NOW),
    )
    assert len(errors_of(results)) == 1
    assert User.objects.coordinators().count() == 1 + others


@pytest.mark.django_db(transaction=True)
def test_add_person_twice_at_once_makes_one():
    by = UserFactory(coordinator=True)
    new = {
        "name": "N",
        "email": "n@support.example",
        "team": None,
        "role": Role.ENGINEER,
        "manager": None,
    }
    assert (
        len(errors_of(run_together(*(lambda: add_person(**new, by=by, now=NOW) for _ in range(4)))))
        == 3
    )
