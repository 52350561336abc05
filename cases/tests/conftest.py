from datetime import UTC, datetime

import pytest
from django.db import connection

from people.models import User
from people.tests.factories import UserFactory

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def system(db):
    return User.objects.system()


@pytest.fixture
def coordinator(db):
    return UserFactory(name="Nadia Rossi", coordinator=True)


@pytest.fixture
def broken_audit(db):
    """From here on the database refuses every audit event."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event ADD CONSTRAINT refuse_all CHECK (false) NOT VALID")
