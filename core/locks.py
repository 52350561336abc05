"""Who does what only one may do at a time: of several beats or workers, of several containers that start."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def try_advisory_lock(name):
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


@contextmanager
def advisory_lock(name):
    """The same lock, for whoever has to have it and waits its turn, however long that takes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
    try:
        yield
    finally:
        _ask("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)


def _ask(question, name):
    with connection.cursor() as cursor:
        cursor.execute(question, [name])
        return cursor.fetchone()[0]
