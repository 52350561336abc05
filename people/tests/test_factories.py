import pytest

from people.states import Role
from people.tests.factories import (
    AbsenceFactory,
    MembershipFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_user_factory_traits_set_groups_and_team():
    boss = UserFactory(team=TeamFactory(), team__role=Role.MANAGER, coordinator=True)
    engineer = UserFactory(team=boss.memberships.get().team, team__manager=boss)
    assert boss.is_coordinator
    assert not engineer.is_coordinator
    assert engineer.memberships.get().manager == boss
    assert UserFactory(superuser=True).is_coordinator


def test_factories_make_valid_rows():
    for made in (MembershipFactory(), AbsenceFactory(), OrganisationFactory(), UserFactory()):
        made.full_clean()
