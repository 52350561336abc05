"""Databases of the browser's own: worlds are built once, and whoever changes one works on a copy of it.

A live server answers in threads, so that everything it reads must be committed, and a rolled-back test is no way out.
Postgres copies a small database in a fraction of a second.
"""

import os

from django.core.management import call_command
from django.db import connection, connections


class Databases:
    """`use("small", build)` points every connection of this process at that world, building it the first time."""

    def __init__(self):
        self.settings = connection.settings_dict
        self.before = {name: self.settings[name] for name in ("NAME", "CONN_MAX_AGE")}
        self.settings["CONN_MAX_AGE"] = (
            0  # or a thread would answer from the database of the test before
        )
        self.worlds = {}

    def use(self, name, build=None, *, copy=True):
        """`copy=False` is for those who only look."""
        if name not in self.worlds:
            self._make(name, build)
        self._point(f"{self._base}_{name}")
        if copy:
            self._create(f"{self._base}_copy", template=self.settings["NAME"])
            self._point(f"{self._base}_copy")
        return self.worlds[name]

    def close(self):
        for name in [*self.worlds, "copy"]:
            self._drop(f"{self._base}_{name}")
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
            self._create(f"{self._base}_empty", template="template0")
            self._point(f"{self._base}_empty")
            call_command("migrate", verbosity=0)
            self.worlds[name] = None
            return
        self.use("empty", copy=False)
        self._create(f"{self._base}_{name}", template=f"{self._base}_empty")
        self._point(f"{self._base}_{name}")
        self.worlds[name] = build()

    def _point(self, database):
        connections.close_all()
        self.settings["NAME"] = database

    def _create(self, database, *, template):
        self._drop(database)
        self._run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'"
        )
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def _drop(self, database):
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _run(self, sql):
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)
