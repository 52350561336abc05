"""Every screen for signed-in people: who gets it, what it says, and how many queries it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Membership, User
from people.tests.factories import (
    AbsenceFactory,
    InvitationFactory,
    MembershipFactory,
    ProposalFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MOST = 12


@pytest.fixture
def places(world):
    """URL name: its arguments."""
    return {
        "people": [],
        "person": [world.engineer.pk],
        "teams": [],
        "team": [world.team.pk],
        "me": [],
        "invite": [],
        "correct_person": [world.invited.pk],
        "change_roles": [world.engineer.pk],
        "deactivate_person": [world.engineer.pk],
        "add_membership": [world.engineer.pk],
        "change_membership": [world.membership.pk],
        "end_membership": [world.membership.pk],
        "add_members": [world.team.pk],
        "delete_team": [world.empty_team.pk],
        "invitations": [],
        "proposals": [],
        "dismissed_proposals": [],
        "absences": [world.engineer.pk],
        "absence": [world.absence.pk],
    }


EVERYBODY = {"people", "person", "teams", "team", "me"}
NOT_THERE = {"invitations", "proposals", "dismissed_proposals"}
PRIVATE = {"absences", "absence"}


def get(client, user, name, args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def test_screens_for_a_coordinator_are_there(client, world, places):
    for name, args in places.items():
        if name not in PRIVATE:
            assert get(client, world.coordinator, name, args).status_code == 200, name


def test_screens_for_a_stranger_are_there_refused_or_not_found(client, world, places):
    expected = dict.fromkeys(EVERYBODY, 200) | dict.fromkeys({*NOT_THERE, "absence"}, 404)
    for name, args in places.items():
        assert get(client, world.stranger, name, args).status_code == expected.get(name, 403), name


def test_absences_for_ones_manager_are_there_and_for_coordinators_not(client, world, places):
    for name in PRIVATE:
        assert get(client, world.boss, name, places[name]).status_code == 200
    assert get(client, world.coordinator, "absences", places["absences"]).status_code == 403
    assert get(client, world.coordinator, "absence", places["absence"]).status_code == 404


def test_screens_for_nobody_signed_in_lead_to_the_door(client, places):
    for name, args in places.items():
        response = client.get(reverse(name, args=args))
        assert response.status_code == 302, name
        assert response.url.startswith(reverse("account_login"))


def test_system_user_is_nobody(client, world):
    assert get(client, world.coordinator, "person", [User.objects.system().pk]).status_code == 404


def add_rows(world):
    """One more of everything that a list of people shows."""
    team = TeamFactory()
    boss = UserFactory(team=team, team__role="manager")
    person = UserFactory(team=team, team__manager=boss)
    MembershipFactory(user=world.engineer, team=team, is_primary=False, manager=boss)
    MembershipFactory(user=world.engineer, is_primary=False, last_day="2021-01-01")
    MembershipFactory(user=UserFactory(), team=world.team, manager=world.engineer)
    MembershipFactory(user=person, team=world.team, is_primary=False, manager=boss)
    InvitationFactory(user=world.engineer, withdrawn_at=timezone.now())
    InvitationFactory(user=UserFactory(team=team))
    AbsenceFactory(
        user=world.engineer,
        first_day=timezone.localdate() + timedelta(days=20 * Membership.objects.count()),
    )
    ProposalFactory()
    ProposalFactory(state="dismissed")


@pytest.mark.parametrize("who", ["coordinator", "boss", "engineer"])
def test_screens_take_as_many_queries_for_three_rows_as_for_one(client, world, places, who):
    user = getattr(world, who)
    client.force_login(user)
    shown = [
        name
        for name, args in places.items()
        if client.get(reverse(name, args=args)).status_code == 200
    ]
    counts = {name: count_queries(client, name, places[name]) for name in shown}
    add_rows(world)
    add_rows(world)
    assert {name: count_queries(client, name, places[name]) for name in shown} == counts
    assert {name: number for name, number in counts.items() if number > MOST} == {}


def count_queries(client, name, args):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name, args=args)).status_code == 200
    return len(captured)
