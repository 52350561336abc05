"""How one command comes to a running server: it starts the keeper if there is none, and lets go of it at the end."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time

from embedded import LauncherError
from embedded.state import CHECKOUT, match_owner


class ServerHandle:
    """One command's hold on the server of a folder; several commands may hold the same, the last one stops it."""

    def __init__(self, service, folder, *, ephemeral):
        self.service, self.folder, self.ephemeral = service, folder, ephemeral
        self.users = _open_lock_file(folder / "users.lock")
        self.starting = None

    def begin(self):
        """Take part; starts the server if nobody has. Does not wait for it, so that two can start side by side."""
        fcntl.flock(self.users, fcntl.LOCK_SH)  # waits while somebody is just stopping it
        keeping = _open_lock_file(self.folder / "keeper.lock")
        if _try_lock(keeping):
            self.starting = self._start_keeper(keeping)
        os.close(keeping)

    def url(self):
        """The server's address, as soon as it runs."""
        if self.starting:
            said = (
                self.starting.stdout.read().decode()
            )  # ends when the keeper has published the address, or has failed
            if not (self.folder / "address").exists():
                raise LauncherError(
                    said.strip()
                    or f"The private {self.service} did not start: see {self.folder / 'log'}."
                )
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:  # somebody else is starting it
            if found := self._address():
                return found["url"]
            if self._deserted():
                break
            time.sleep(0.05)
        raise LauncherError(f"The private {self.service} did not start: see {self.folder / 'log'}.")

    def end(self):
        """Let go; the last one to hold the server stops it and waits until it is gone."""
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.users)  # others still work with it
            return
        keeping = _open_lock_file(self.folder / "keeper.lock")
        if not _try_lock(keeping):
            self._tell_keeper()
            fcntl.flock(keeping, fcntl.LOCK_EX)
        if self.starting:
            self.starting.wait()
        os.close(keeping)
        os.close(self.users)

    def _start_keeper(self, keeping):
        (self.folder / "address").unlink(missing_ok=True)
        words = [self.service, str(self.folder), *(["--ephemeral"] if self.ephemeral else [])]
        return subprocess.Popen(
            [sys.executable, "-m", "embedded.daemon", *words],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            pass_fds=[keeping],
            start_new_session=True,  # it outlives a kill of our whole group, to clean up
        )

    def _tell_keeper(self):
        pid = self.starting.pid if self.starting else (self._address() or {}).get("pid")
        if pid:
            os.kill(pid, signal.SIGTERM)

    def _address(self):
        try:
            return json.loads((self.folder / "address").read_text())
        except FileNotFoundError:
            return None

    def _deserted(self):
        keeping = _open_lock_file(self.folder / "keeper.lock")
        try:
            return _try_lock(keeping)
        finally:
            os.close(keeping)


def _open_lock_file(path):
    fresh = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if fresh:
        match_owner(path, path.parent)
    return handle


def _try_lock(handle):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
