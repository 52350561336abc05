import pytest

from notifications.registry import KINDS
from notifications.tests.kinds import TeamInvitation, TeamMail, TeamNotice
from people.tests.factories import UserFactory


@pytest.fixture(autouse=True)
def test_kinds(monkeypatch):
    for cls in (TeamNotice, TeamMail, TeamInvitation):
        monkeypatch.setitem(KINDS, cls.kind, cls)


@pytest.fixture
def ana(client):
    user = UserFactory(name="Ana Duarte", time_zone="Europe/Berlin")
    client.force_login(user)
    return user
