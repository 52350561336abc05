import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def database_away(client, django_db_setup, django_db_blocker):
    """The client of somebody signed in, while the database restarts: its address leads nowhere."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    client.raise_request_exception = False
    with django_db_blocker.unblock():
        connection.close()
        address, connection.settings_dict["HOST"] = connection.settings_dict["HOST"], "/nowhere"
        yield client
        connection.settings_dict["HOST"] = address
