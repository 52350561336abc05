"""Fixtures of the screen tests. Tests of actions do without `today` and pass their own times."""

import pytest

from pairing.tests.factories import NOW
from people.tests.factories import UserFactory


@pytest.fixture
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def coordinator(client):
    """A coordinator, signed in."""
    user = UserFactory(coordinator=True)
    client.force_login(user)
    return user
