from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from people.states import Role
from people.tests.factories import (
    AbsenceFactory,
    AddressChangeFactory,
    InvitationFactory,
    OrganisationFactory,
    ProposalFactory,
    TeamFactory,
    UserFactory,
)


@pytest.fixture
def world(db):
    """One of each: a team with manager and engineer, a coordinator, a stranger, an invitation..."""
    team = TeamFactory(name="Support EMEA")
    boss = UserFactory(name="Nadia Rossi", team=team, team__role=Role.MANAGER)
    engineer = UserFactory(name="Ana Duarte", team=team, team__manager=boss)
    AddressChangeFactory(user=boss, confirmed_at=timezone.now())
    invited = UserFactory(name="Ida Invited")
    return SimpleNamespace(
        organisation=OrganisationFactory(),
        team=team,
        empty_team=TeamFactory(name="Support Apps"),
        boss=boss,
        engineer=engineer,
        membership=engineer.memberships.get(),
        coordinator=UserFactory(name="Pia Keller", coordinator=True),
        stranger=UserFactory(name="Sam Stranger", team=TeamFactory()),
        invited=invited,
        invitation=InvitationFactory(user=invited),
        left=UserFactory(name="Lou Left", is_active=False),
        proposal=ProposalFactory(name="Ada Agent", email="ada@support.example"),
        dismissed=ProposalFactory(state="dismissed"),
        absence=AbsenceFactory(
            user=engineer, first_day=date(2026, 12, 21), last_day=date(2027, 1, 4)
        ),
    )
