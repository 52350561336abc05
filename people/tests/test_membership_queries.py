from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from people.models import Absence
from people.queries import managers_of, manages, primary_manager, teams_of, today
from people.tests.factories import (
    AbsenceFactory,
    MembershipFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = date(2026, 11, 16)


@pytest.fixture
def moved():
    """Ana, who answers to Old until 30 November and to New from 1 December on."""
    person = UserFactory()
    old = UserFactory()
    new = UserFactory()
    first = MembershipFactory(user=person, manager=old, last_day=date(2026, 11, 30))
    second = MembershipFactory(user=person, manager=new, first_day=date(2026, 12, 1))
    return person, first, second


def test_primary_manager_is_that_of_the_day(moved):
    person, first, second = moved
    assert primary_manager(person, date(2026, 11, 30)) == first.manager
    assert primary_manager(person, date(2026, 12, 1)) == second.manager


def test_primary_manager_who_left_is_none(moved):
    person, first, _ = moved
    first.manager.is_active = False
    first.manager.save()
    assert primary_manager(person, DAY) is None
    assert managers_of([person], DAY) == {}


def test_managers_of_people_or_ids_leaves_out_secondary_teams(moved):
    person, first, _ = moved
    MembershipFactory(user=person, manager=UserFactory(), is_primary=False)
    alone = UserFactory(team=TeamFactory())
    assert (
        managers_of([person, alone], DAY)
        == managers_of([person.pk, alone.pk], DAY)
        == {person.pk: first.manager_id}
    )


def test_teams_of_counts_every_team_of_the_day(moved):
    person, first, second = moved
    other = MembershipFactory(user=person, is_primary=False)
    assert teams_of(person, DAY) == {first.team_id, other.team_id}
    assert teams_of(person, date(2026, 12, 24)) == {second.team_id, other.team_id}


def test_manages_counts_any_team_of_the_day(moved):
    person, first, second = moved
    assert manages(first.manager, person, DAY)
    assert not manages(second.manager, person, DAY)


def test_absence_is_visible_to_oneself_and_ones_managers_only():
    boss = UserFactory()
    person = UserFactory(team=TeamFactory(), team__manager=boss)
    mate = UserFactory(team=person.memberships.get().team, coordinator=True)
    absence = AbsenceFactory(user=person)
    assert (
        list(Absence.objects.visible_to(person))
        == list(Absence.objects.visible_to(boss, DAY))
        == [absence]
    )
    assert not Absence.objects.visible_to(mate, DAY).exists()
    assert not Absence.objects.visible_to(boss, DAY - timedelta(days=9999)).exists()


def test_today_is_the_organisations_day():
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert today(late) == date(2026, 11, 16)
    OrganisationFactory(time_zone="Europe/Berlin")
    assert today(late) == date(2026, 11, 17)


def test_second_open_primary_membership_is_refused_by_the_database():
    membership = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=membership.user)


def test_team_names_that_differ_by_case_only_are_refused_by_the_database():
    TeamFactory(name="Support EMEA")
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamFactory(name="support emea")
