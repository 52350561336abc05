import pytest
from django.db import connection

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


@pytest.fixture
def broken_audit(db):
    """From here on the database refuses every audit event."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event ADD CONSTRAINT refuse_all CHECK (false) NOT VALID")
