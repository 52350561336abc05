"""The private Postgres: a Unix socket in a folder of its own, sign-in by operating-system user, no TCP port."""

import contextlib
import hashlib
import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg2

from embedded import Trouble, binaries
from embedded.processes import die_with_parent, stop
from embedded.state import private_folder, remove

NAME = "app"  # of the database and of its owner
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # only for state nobody will miss
LONGEST_SOCKET_PATH = 103  # bytes, on the strictest system


class Postgres:
    """One server over one data folder. Its life belongs to the keeper, which holds the lock of that folder."""

    def __init__(self, folder, account, *, ephemeral, log):
        self.account, self.ephemeral, self.log = account, ephemeral, log
        self.bin = binaries.postgres(account)
        self.data = folder / "data"
        self.sockets = _socket_folder(self.data, account)
        self.url = f"postgresql://{NAME}@/{NAME}?host={self.sockets}"
        self.process = None

    def start(self):
        private_folder(self.data, self.account)
        private_folder(self.sockets, self.account)
        self._clear_stale()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        self._let_in()
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", self.data, *self._options()],
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
            stop(self.process, (signal.SIGINT, 20), (signal.SIGQUIT, 10))  # fast, then immediate shutdown
        remove(self.sockets)

    def _options(self):
        options = {"listen_addresses": "", "unix_socket_directories": self.sockets, "unix_socket_permissions": "0700"}
        options |= FAST if self.ephemeral else {}
        return [word for key, value in options.items() for word in ("-c", f"{key}={value}")]

    def _clear_stale(self):
        """Lock files of a killed server make the next one refuse; ours is the folder's lock, so once none runs they are stale."""
        stale = [self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")]
        if not any(path.exists() for path in stale):
            return
        deadline = time.monotonic() + 20
        while leftovers := self._processes():
            if time.monotonic() > deadline:
                raise Trouble(f"Another Postgres still uses {self.data}: end process {leftovers[0].pid} and try again.")
            for process in leftovers:
                with contextlib.suppress(psutil.Error):
                    process.send_signal(signal.SIGINT)
            time.sleep(0.1)
        for path in stale:
            path.unlink(missing_ok=True)

    def _processes(self):
        """Living processes of a server over our folder: each has it as its working folder."""
        found = []
        for process in psutil.process_iter(["status"]):
            with contextlib.suppress(psutil.Error, OSError):
                if process.info["status"] != psutil.STATUS_ZOMBIE and process.cwd() == str(self.data.resolve()):
                    found.append(process)
        return found

    def _initialise(self):
        """Make the cluster; a folder that an interrupted attempt left half made is emptied first."""
        remove(self.data)
        private_folder(self.data, self.account)
        print("Preparing a private Postgres ...", file=sys.stderr, flush=True)
        command = [
            self.bin / "initdb",
            "-D",
            self.data,
            "-U",
            NAME,
            "-A",
            "peer",
            "--no-instructions",
            "--encoding=UTF8",
        ]
        command += ["--locale=C.UTF-8"] if sys.platform != "darwin" or self._major() > 16 else ["--locale=en_US.UTF-8"]
        command += ["--locale-provider=builtin"] if self._major() > 16 else []
        command += ["--no-sync"] if self.ephemeral else []
        pipes = {
            "cwd": "/",
            "env": server_environment(),
            "stdin": subprocess.DEVNULL,
            "stdout": self.log,
            "stderr": self.log,
        }
        if subprocess.run(command, preexec_fn=die_with_parent(), **pipes, **self.account.popen()).returncode:
            raise Trouble(f"Postgres could not prepare {self.data}.")

    def _major(self):
        return binaries.major(self.bin / "postgres")

    def _check_version(self):
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(self._major()):
            raise Trouble(
                f"The data in {self.data} was made by Postgres {made_by}, and this one is {self._major()}: install version "
                f"{made_by} (`pip install -r requirements-local.txt`), or move that folder away to start empty."
            )

    def _let_in(self):
        """Both the user who starts commands and the one the server runs as are `app` inside; nobody else gets in."""
        names = {user_name(), self.account.name}
        (self.data / "pg_ident.conf").write_text("".join(f'app "{name}" {NAME}\n' for name in sorted(names)))
        (self.data / "pg_hba.conf").write_text("local all all peer map=app\n")

    def _create_database(self):
        deadline = time.monotonic() + 60  # recovery after a crash may take its time
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                connection = psycopg2.connect(host=str(self.sockets), port=5432, user=NAME, dbname="postgres")
            except psycopg2.OperationalError:
                time.sleep(0.03)
                continue
            with contextlib.closing(connection):
                connection.autocommit = True
                with connection.cursor() as cursor:
                    cursor.execute("select 1 from pg_database where datname = %s", [NAME])
                    if not cursor.fetchone():
                        cursor.execute(f"create database {NAME}")
            return
        raise Trouble("Postgres did not start.")


def user_name():
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise Trouble(f"Postgres lets in users by name, and user id {os.geteuid()} has none in /etc/passwd.") from None


def server_environment():
    """Our environment without what would steer a Postgres: a stray PGPORT or an unknown locale breaks it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def _socket_folder(data, account):
    """A short path, for a socket's path holds about a hundred bytes; the same one each time for the same data."""
    name = f"casereview-{account.uid}-{hashlib.sha256(bytes(data)).hexdigest()[:10]}"
    for parent in (Path(tempfile.gettempdir()), Path("/tmp")):
        if account.reaches(parent) and len(bytes(parent / name / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return parent / name
    raise Trouble("Found no folder for the socket of Postgres: set TMPDIR to a short path that everybody can enter.")
