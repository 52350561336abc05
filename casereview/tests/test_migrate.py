"""A migration blocks nobody: it waits briefly for a table in use, then retries."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate as of_django
from django.db import OperationalError, connection, transaction

from casereview.management.commands import migrate

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TABLE = "LOCK TABLE casereview_heartbeat"


@pytest.fixture
def in_use(django_db_blocker):
    """Another session that is in the middle of a change to the table."""
    another = connection.copy()
    with another.cursor() as cursor:
        cursor.execute(f"BEGIN; {TABLE}")
        yield another
    another.close()


@pytest.fixture
def tries(monkeypatch, in_use):
    """Django's own work is to get the table; the other session is done before the second try."""
    made = []

    def handle(self, *args, **options):
        made.append(len(made))
        if len(made) == 2:
            in_use.close()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TABLE)

    monkeypatch.setattr(of_django.Command, "handle", handle)
    monkeypatch.setattr(migrate, "PATIENCE", "20ms")
    monkeypatch.setattr(migrate, "PAUSE", 0)
    return made


def test_table_in_use_is_waited_for_a_little_and_asked_for_again(tries):
    said = StringIO()
    call_command("migrate", stderr=said)
    assert tries == [0, 1]
    assert "trying again" in said.getvalue()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_table_that_stays_in_use_is_an_error_in_the_end(tries, monkeypatch):
    monkeypatch.setattr(migrate, "TRIES", 1)
    with pytest.raises(OperationalError):
        call_command("migrate", stderr=StringIO())
