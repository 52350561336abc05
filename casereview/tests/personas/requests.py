"""Request one address as one persona, in a savepoint that is rolled back."""

from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casereview.tests.personas.row import PERSONAS, SIGN_IN

BLOCKS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
HASH = """
SELECT '{0}', md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM "{0}" t
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    queries: int


@dataclass(frozen=True)
class Look:
    """A page requested by everybody: what each got, and the tables that changed."""

    answers: dict
    changed: set


def look(world, row):
    with transaction.atomic():
        answers = {
            persona: request_as(world, persona, "get", row, keep=True) for persona in PERSONAS
        }
        changed = {name for name, digest in hashes().items() if world.hashes.get(name) != digest}
        transaction.set_rollback(True)
    return Look(answers, changed)


def request_as(world, persona, method, row, *, keep=False):
    """What `persona` gets. `keep` leaves what was written, to be looked at."""
    path = reverse(row.name, kwargs=row.kwargs(world))
    with transaction.atomic():
        answer = send(world, persona, method, path, row.data(world))
        transaction.set_rollback(not keep)
    return answer


def send(world, persona, method, path, data=None):
    client = world.client
    client.cookies = SimpleCookie()
    if persona in world.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[persona]
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(path, (data or {}) if method == "post" else None)
    cost = sum(not query["sql"].startswith(BLOCKS) for query in queries)
    status = (
        SIGN_IN if response.status_code == 401 else response.status_code
    )  # with what was typed, else a redirect
    return Answer(status, dict(response.headers), cost)


def hashes():
    """One digest for each table; equal if no row was added, changed or removed."""
    query = " UNION ALL ".join(
        HASH.format(table) for table in connection.introspection.table_names()
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())
