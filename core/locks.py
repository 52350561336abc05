"""Who sweeps: of several beats or workers at once, one."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def held(name):
    """Try to hold the Postgres advisory lock called `name` and yield whether it is ours; nobody waits for it.

    It belongs to the database session, so a process that dies lets go of it.
    """
    if not _ask("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name):
        yield False
        return
    try:
        yield True
    finally:
        _ask("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)


def _ask(question, name):
    with connection.cursor() as cursor:
        cursor.execute(question, [name])
        return cursor.fetchone()[0]
