import pytest

from notifications.registry import KINDS
from notifications.tests.kinds import TeamInvitation, TeamMail, TeamNotice


@pytest.fixture(autouse=True)
def test_kinds(monkeypatch):
    for cls in (TeamNotice, TeamMail, TeamInvitation):
        monkeypatch.setitem(KINDS, cls.kind, cls)
