import pytest

from people.tests.factories import UserFactory


@pytest.fixture
def coordinator(db):
    return UserFactory(name="Pia Keller", coordinator=True)


@pytest.fixture
def colleague(db):
    """Another coordinator."""
    return UserFactory(name="Sam Other", coordinator=True)


@pytest.fixture
def signed_in(client, coordinator):
    """The client of a coordinator."""
    client.force_login(coordinator)
    return client
