from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection

from people.states import Role
from people.tests.factories import (
    AbsenceFactory,
    InvitationFactory,
    OrganisationFactory,
    ProposalFactory,
    TeamFactory,
    UserFactory,
)

REFUSE = """
CREATE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the audit trail is full'; END $$;
CREATE TRIGGER refuse_audit BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit();
"""


@pytest.fixture
def audit_refuses(db):
    """From here on no event can be written; the test's own transaction takes the trigger away again."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE)


@pytest.fixture
def world(db):
    """One of everything: a team with its manager and an engineer, a coordinator, a stranger, somebody invited."""
    team = TeamFactory(name="Support EMEA")
    boss = UserFactory(name="Nadia Rossi", team=team, team__role=Role.MANAGER)
    engineer = UserFactory(name="Ana Duarte", team=team, team__manager=boss)
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
        absence=AbsenceFactory(user=engineer, first_day=date(2026, 12, 21), last_day=date(2027, 1, 4)),
    )
