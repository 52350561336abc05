"""Databases that are copied, not emptied: Postgres copies a small one in a fraction of a second.

Tests with several threads need committed rows, so no rollback restores the database. They work on a
copy: of the suite's own database (`copy_for_each_test`), or of a world that was built once for the
browser (`Databases`).
"""

import os

from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase


def point_to(database):
    """Let every connection of this process be to `database` from now on."""
    connections.close_all()
    connection.settings_dict["NAME"] = database


def create(database, *, template):
    drop(database)
    run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'")
    run(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')


def drop(database):
    run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def run(sql):
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


def copy_for_each_test(patch):
    """Give each transactional test a copy of the test database, instead of flushing it."""
    original = []

    def set_up(cls):
        original.append(connection.settings_dict["NAME"])
        copy = f"{original[-1]}_copy"[-63:]
        create(copy, template=original[-1])
        point_to(copy)

    def tear_down(self):
        copy = connection.settings_dict["NAME"]
        point_to(original.pop())
        drop(copy)

    patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(set_up))
    patch.setattr(TransactionTestCase, "_fixture_teardown", tear_down)


class Databases:
    """`use("small", build)` points this process at that world, building it the first time."""

    def __init__(self):
        self.settings = connection.settings_dict
        self.before = {name: self.settings[name] for name in ("NAME", "CONN_MAX_AGE")}
        self.settings["CONN_MAX_AGE"] = 0  # or a thread would answer from an earlier database
        self.worlds = {}

    def use(self, name, build=None, *, copy=True):
        """`copy=False` is for those who only look."""
        if name not in self.worlds:
            self._make(name, build)
        point_to(f"{self._base}_{name}")
        if copy:
            create(f"{self._base}_copy", template=self.settings["NAME"])
            point_to(f"{self._base}_copy")
        return self.worlds[name]

    def close(self):
        for name in [*self.worlds, "copy"]:
            drop(f"{self._base}_{name}")
        connections.close_all()
        self.settings.update(self.before)

    @property
    def _base(self):
        """Each of the processes that share a test run has databases of its own."""
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        return f"{self.before['NAME']}_browser{worker}"[-50:]

    def _make(self, name, build):
        """Every world begins as the empty one: tables and reference rows."""
        if name == "empty":
            create(f"{self._base}_empty", template="template0")
            point_to(f"{self._base}_empty")
            call_command("migrate", verbosity=0)
            self.worlds[name] = None
            return
        self.use("empty", copy=False)
        create(f"{self._base}_{name}", template=f"{self._base}_empty")
        point_to(f"{self._base}_{name}")
        self.worlds[name] = build()
