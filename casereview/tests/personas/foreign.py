"""Two colleagues that no persona may read, and one of everything between them, for forged ids.

Their ids are of no other table's, so that an id at an address of the wrong kind cannot be
somebody's own by chance. Each app adds its part in `tests/persona_world.py`.
"""

from itertools import count
from types import SimpleNamespace

from django.db import connection

from casereview.tests.contributions import call, merged
from people.tests.factories import UserFactory

SECRET = "Whoever is not of the two must not find these words"


def build(world):
    part_ids()
    foreign = SimpleNamespace(monday=world.monday, now=world.now)
    foreign.reviewer = UserFactory(name="Fay Foreign")
    foreign.owner = UserFactory(name="Fred Foreign")
    call("persona_world", "add_foreign", foreign)
    call("persona_world", "finish_foreign", foreign)
    return foreign


def part_ids():
    """Let every table count from a number of its own."""
    starts = count(1_000_000, 100_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1"
        )
        for (name,) in cursor.fetchall():
            jump = "SELECT setval({0}, greatest(nextval({0}), %s))".format(
                "quote_ident(%s)::regclass"
            )
            cursor.execute(jump, [name, name, next(starts)])


def find_kind(route):
    """The longest prefix of this route that an app names in `FOREIGN_KINDS`, or None."""
    prefixes = [prefix for prefix in kinds() if route.startswith(prefix)]
    return max(prefixes, key=len, default=None)


def kinds():
    return merged("persona_world", "FOREIGN_KINDS")


def ids_at(route, things):
    """The ids of those `things` (a world or `foreign`) that an address of this route takes."""
    names = kinds().get(find_kind(route), ())
    return [getattr(things, name).pk for name in names if hasattr(things, name)]


def state_of(foreign):
    """All rows of the two: equal if a request changed nothing and notified neither."""
    querysets = call("persona_world", "list_foreign_rows", foreign)
    return [list(rows.order_by("pk").values()) for part in querysets for rows in part]
