from datetime import UTC, date, datetime

import pytest

from audit.models import Event
from audit.tests.trail import verbs
from core.errors import Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from core.tests.rows import reload
from people.actions import change_membership, end_membership, start_membership
from people.models import Membership
from people.states import Role
from people.tests.factories import MembershipFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
TODAY = date(2026, 11, 16)
DECEMBER = date(2026, 12, 1)
END = date(2026, 11, 30)


def start(world, team, first_day=TODAY, **changes):
    place = {"role": Role.ENGINEER, "manager": None, "is_primary": False} | changes
    return start_membership(
        world.engineer, team=team, **place, first_day=first_day, by=world.coordinator, now=NOW
    )


def change(world, membership, first_day=DECEMBER, **changes):
    values = {
        name: getattr(membership, name) for name in ("team", "role", "manager", "is_primary")
    } | changes
    return change_membership(
        membership, **values, first_day=first_day, by=world.coordinator, now=NOW
    )


def test_start_membership_of_the_first_team_is_the_main_one(world):
    place = {"role": Role.ENGINEER, "manager": None, "is_primary": False, "first_day": TODAY}
    assert start_membership(
        world.left, team=world.team, **place, by=world.coordinator, now=NOW
    ).is_primary


def test_start_membership_as_main_team_ends_the_other_as_main_from_that_day(world):
    made = start(world, world.empty_team, DECEMBER, is_primary=True)
    second = world.engineer.memberships.get(team=world.team, first_day=DECEMBER)
    assert made.is_primary
    assert not second.is_primary
    assert (reload(world.membership).last_day, reload(world.membership).is_primary) == (END, True)


def test_start_membership_in_the_same_team_is_refused(world):
    with pytest.raises(Refused, match="already"):
        start(world, world.team)


def test_start_membership_under_oneself_is_refused(world):
    with pytest.raises(Refused, match="own manager"):
        start(world, world.empty_team, manager=world.engineer)


def test_start_membership_audit_names_the_team(world):
    start(world, world.empty_team)
    assert (
        Event.objects.about(world.engineer).get(verb="joined team").facts["team"]
        == world.empty_team.pk
    )


def test_change_membership_closes_the_old_and_opens_the_new(world):
    boss = UserFactory()
    changed = change(world, world.membership, manager=boss)
    assert (changed.first_day, changed.last_day, changed.manager) == (DECEMBER, None, boss)
    assert (reload(world.membership).last_day, reload(world.membership).manager) == (
        END,
        world.boss,
    )


def test_change_membership_from_its_first_day_on_corrects_it(world):
    change(world, world.membership, world.membership.first_day, role=Role.MANAGER)
    assert world.engineer.memberships.get().role == Role.MANAGER


def test_change_membership_before_its_first_day_is_refused(world):
    with pytest.raises(Refused):
        change(world, world.membership, date(2019, 1, 1))


def test_change_membership_to_another_team_moves_from_that_day(world):
    changed = change(world, world.membership, team=world.empty_team)
    assert (changed.team, changed.is_primary) == (world.empty_team, True)


def test_change_membership_to_a_team_they_are_in_is_refused(world):
    start(world, world.empty_team)
    with pytest.raises(Refused):
        change(world, world.membership, team=world.empty_team)


def test_change_membership_of_the_main_team_to_none_stays_main(world):
    start(world, world.empty_team)
    assert change(world, world.membership, is_primary=False).is_primary


def test_change_membership_to_main_takes_it_from_the_other(world):
    other = start(world, world.empty_team)
    assert change(world, other, is_primary=True).is_primary
    assert not world.engineer.memberships.open().get(team=world.team).is_primary


def test_change_membership_that_was_changed_meanwhile_is_stale(world):
    change(world, world.membership)
    with pytest.raises(StaleState):
        change(world, world.membership)


def test_change_membership_audit_names_the_person(world):
    change(world, world.membership)
    assert verbs(world.engineer) == ["membership changed"]


def test_end_membership_keeps_its_past(world):
    end_membership(world.membership, last_day=END, by=world.coordinator, now=NOW)
    assert reload(world.membership).last_day == END


def test_end_membership_before_it_began_never_was(world):
    made = start(world, world.empty_team, DECEMBER)
    end_membership(made, last_day=TODAY, by=world.coordinator, now=NOW)
    assert not Membership.objects.filter(pk=made.pk).exists()


def test_end_membership_of_the_main_team_while_there_are_others_is_refused(world):
    start(world, world.empty_team)
    with pytest.raises(Refused, match="main team"):
        end_membership(world.membership, last_day=END, by=world.coordinator, now=NOW)


def test_end_membership_that_has_ended_is_stale(world):
    end_membership(world.membership, last_day=END, by=world.coordinator, now=NOW)
    with pytest.raises(StaleState):
        end_membership(world.membership, last_day=END, by=world.coordinator, now=NOW)


def test_end_membership_audit_names_the_person(world):
    end_membership(world.membership, last_day=END, by=world.coordinator, now=NOW)
    assert verbs(world.engineer) == ["left team"]


@pytest.mark.django_db(transaction=True)
def test_start_membership_in_four_teams_at_once_leaves_one_main_team():
    person = UserFactory()
    by = UserFactory(coordinator=True)
    teams = [TeamFactory() for _ in range(4)]
    place = {"role": Role.ENGINEER, "manager": None, "is_primary": True, "first_day": TODAY}
    calls = [
        lambda team=team: start_membership(person, team=team, **place, by=by, now=NOW)
        for team in teams
    ]
    assert not errors_of(run_together(*calls))
    assert person.memberships.open().filter(is_primary=True).count() == 1
    assert person.memberships.open().count() == 4


@pytest.mark.django_db(transaction=True)
def test_change_membership_by_two_at_once_lets_one_win():
    membership = MembershipFactory()
    by = UserFactory(coordinator=True)
    place = {"team": membership.team, "role": Role.MANAGER, "manager": None, "is_primary": True}
    calls = [lambda: change_membership(membership, **place, first_day=TODAY, by=by, now=NOW)] * 4
    assert len(errors_of(run_together(*calls))) == 3
    assert Membership.objects.count() == 2
