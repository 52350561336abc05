from datetime import UTC, date, datetime

import pytest

from audit.models import Event
from core.errors import Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from people.actions import add_members, assign_manager, create_team, delete_team, rename_team
from people.models import Membership, Team
from people.states import Role
from people.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_create_team_of_a_taken_name_is_refused(world):
    with pytest.raises(Refused, match="already"):
        create_team(name="SUPPORT emea", by=world.coordinator, now=NOW)


def test_create_team_audit_names_the_team(world):
    team = create_team(name="Support APAC", by=world.coordinator, now=NOW)
    assert Event.objects.about(team).get().verb == "team made"


def test_add_members_skips_who_is_there_and_makes_nobody_their_own_manager(world):
    newcomer = UserFactory()
    people = [world.engineer, newcomer, world.stranger]
    place = {"role": Role.ENGINEER, "manager": newcomer}
    number = add_members(world.team, people, **place, by=world.coordinator, now=NOW)
    managers = dict(world.team.memberships.values_list("user", "manager"))
    assert number == 2
    assert (managers[newcomer.pk], managers[world.stranger.pk]) == (None, newcomer.pk)


def test_assign_manager_changes_all_engineers_of_the_team_from_today_on(world):
    number = assign_manager(world.team, world.coordinator, by=world.coordinator, now=NOW)
    engineers = Membership.objects.open().filter(team=world.team, role=Role.ENGINEER)
    assert number == engineers.count() > 0
    assert set(engineers.values_list("manager", flat=True)) == {world.coordinator.pk}
    assert assign_manager(world.team, world.coordinator, by=world.coordinator, now=NOW) == 0


def test_rename_team_to_a_taken_name_is_refused(world):
    with pytest.raises(Refused):
        rename_team(world.team, name=world.empty_team.name, by=world.coordinator, now=NOW)


def test_rename_team_may_change_case_only(world):
    rename_team(world.team, name="support emea", by=world.coordinator, now=NOW)
    assert Team.objects.get(pk=world.team.pk).name == "support emea"


def test_rename_team_that_was_deleted_meanwhile_is_stale(world):
    Team.objects.filter(pk=world.empty_team.pk).delete()
    with pytest.raises(StaleState):
        rename_team(world.empty_team, name="X", by=world.coordinator, now=NOW)


def test_rename_team_audit_names_the_team(world):
    rename_team(world.team, name="Support World", by=world.coordinator, now=NOW)
    assert Event.objects.about(world.team).get().verb == "team renamed"


def test_delete_team_with_members_or_members_to_come_is_refused(world):
    MembershipFactory(team=world.empty_team, first_day=date(2027, 1, 1))
    for team in (world.team, world.empty_team):
        with pytest.raises(Refused, match="has members"):
            delete_team(team, by=world.coordinator, now=NOW)


def test_delete_team_takes_its_past_along(world):
    MembershipFactory(team=world.empty_team, last_day=date(2026, 11, 15))
    delete_team(world.empty_team, by=world.coordinator, now=NOW)
    assert not Team.objects.filter(name="Support Apps").exists()


def test_delete_team_twice_is_stale(world):
    delete_team(world.empty_team, by=world.coordinator, now=NOW)
    with pytest.raises(StaleState):
        delete_team(Team(pk=world.team.pk + 1000), by=world.coordinator, now=NOW)


def test_delete_team_audit_keeps_who_was_in_it(world):
    past = MembershipFactory(team=world.empty_team, last_day=date(2026, 11, 15))
    pk = world.empty_team.pk
    delete_team(world.empty_team, by=world.coordinator, now=NOW)
    assert Event.objects.get(verb="team deleted", subject_id=pk).facts == {
        "past_members": [past.user_id]
    }


@pytest.mark.django_db(transaction=True)
def test_create_team_of_one_name_by_four_at_once_makes_one():
    by = UserFactory(coordinator=True)
    assert (
        len(
            errors_of(
                run_together(
                    *(lambda: create_team(name="Support", by=by, now=NOW) for _ in range(4))
                )
            )
        )
        == 3
    )
    assert Team.objects.count() == 1
