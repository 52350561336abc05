"""Postgres advisory locks, for work that only one process may do at a time."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def try_advisory_lock(name):
    """Yield whether we got the lock called `name`, without waiting for it.

    The lock belongs to the database session, so the death of a process releases it.
    """
    if not _query("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name):
        yield False
        return
    try:
        yield True
    finally:
        _query("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)


@contextmanager
def advisory_lock(name):
    """Wait for the lock called `name`, however long that takes, and hold it."""
    _query("SELECT pg_advisory_lock(hashtextextended(%s, 0))", name)
    try:
        yield
    finally:
        _query("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)


def _query(sql, name):
    with connection.cursor() as cursor:
        cursor.execute(sql, [name])
        return cursor.fetchone()[0]
