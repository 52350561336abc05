"""The private Postgres: a Unix socket in its own folder, sign-in by system user, no TCP port."""

import contextlib
import hashlib
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2

from embedded import LauncherError, binaries, cluster
from embedded.cluster import NAME
from embedded.processes import die_with_parent, server_environment, stop
from embedded.state import remove

# Only for data that may be lost.
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
PLAIN_PATH = re.compile(r"[\w/.+-]+", re.ASCII)  # safe in a URL and in a setting that is a list
MAX_SOCKET_PATH = 103  # bytes, on the strictest system


class Postgres:
    """One server over one data folder. The daemon owns it and holds the lock of the folder."""

    def __init__(self, folder, account, *, ephemeral, log):
        self.account = account
        self.ephemeral = ephemeral
        self.log = log
        self.program = binaries.postgres(account)
        self.data = folder / "data"
        self.sockets = _socket_folder(self.data, account)
        self.url = f"postgresql://{NAME}@/{NAME}?host={self.sockets}"
        self.process = None

    def start(self):
        options = {"ephemeral": self.ephemeral, "log": self.log}
        cluster.prepare(self.data, self.sockets, self.program, self.account, **options)
        self.process = subprocess.Popen(
            [self.program, "-D", self.data, *self._options()],
            cwd="/",
            env=server_environment(),
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            preexec_fn=die_with_parent(signal.SIGINT),
            **self.account.popen(),
        )
        self._create_database()

    def stop(self):
        if self.process:
            # Fast, then immediate shutdown.
            stop(self.process, (signal.SIGINT, 20), (signal.SIGQUIT, 10))
        remove(self.sockets)

    def _options(self):
        options = {
            "listen_addresses": "",
            "unix_socket_directories": self.sockets,
            "unix_socket_permissions": "0700",
        }
        if self.ephemeral:
            options |= FAST_SETTINGS
        return [f"--{name}={value}" for name, value in options.items()]

    def _create_database(self):
        with contextlib.closing(self._connect()) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute("select 1 from pg_database where datname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"create database {NAME}")

    def _connect(self):
        """The first connection the server accepts; recovery after a crash may take a while."""
        deadline = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(psycopg2.OperationalError):
                return psycopg2.connect(
                    host=str(self.sockets), port=5432, user=NAME, dbname="postgres"
                )
            time.sleep(0.03)
        raise LauncherError("Postgres did not start.")


def _socket_folder(data, account):
    """A short path, as a socket path has about 100 bytes; always the same for the same data."""
    name = f"casereview-{account.uid}-{hashlib.sha256(bytes(data)).hexdigest()[:10]}"
    for parent in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108  the folder in it is private
        path = parent / name
        fits = len(bytes(path / ".s.PGSQL.5432")) <= MAX_SOCKET_PATH
        if fits and PLAIN_PATH.fullmatch(str(path)) and account.can_access(parent):
            return path
    raise LauncherError(
        "There is no folder for the socket of Postgres: "
        "set TMPDIR to a short path that everybody can enter."
    )
