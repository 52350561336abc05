"""How a command uses a server: starts its daemon if there is none, and releases it at the end."""

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
    """One command's share of the server in a folder; the last command to release it stops it."""

    def __init__(self, service, folder, *, ephemeral):
        self.service = service
        self.folder = folder
        self.ephemeral = ephemeral
        self.users = _open_lock_file(folder / "users.lock")
        self.daemon = None

    def acquire(self):
        """Start the server unless it runs. Does not wait, so two servers can start side by side."""
        fcntl.flock(self.users, fcntl.LOCK_SH)  # waits while another command is stopping it
        daemon_lock = _open_lock_file(self.folder / "daemon.lock")
        if _try_lock(daemon_lock):
            self.daemon = self._start_daemon(daemon_lock)
        os.close(daemon_lock)

    def url(self):
        """The server's URL, as soon as it runs. Raises LauncherError."""
        if self.daemon:
            output = self.daemon.stdout.read().decode()  # until the address is there, or it failed
            if not (self.folder / "address").exists():
                raise LauncherError(output.strip() or self._not_started())
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:  # another command is starting it
            if address := self._address():
                return address["url"]
            if self._has_no_daemon():
                break
            time.sleep(0.05)
        raise LauncherError(self._not_started())

    def _not_started(self):
        return f"The private {self.service} did not start: see {self.folder / 'log'}."

    def release(self):
        """Give up our share; the last command stops the server and waits until it is gone."""
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.users)  # other commands still use it
            return
        daemon_lock = _open_lock_file(self.folder / "daemon.lock")
        if not _try_lock(daemon_lock):
            self._stop_daemon()
            fcntl.flock(daemon_lock, fcntl.LOCK_EX)
        if self.daemon:
            self.daemon.wait()
        os.close(daemon_lock)
        os.close(self.users)

    def _start_daemon(self, daemon_lock):
        (self.folder / "address").unlink(missing_ok=True)
        arguments = [self.service, str(self.folder)]
        if self.ephemeral:
            arguments.append("--ephemeral")
        return subprocess.Popen(
            [sys.executable, "-m", "embedded.daemon", *arguments],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            pass_fds=[daemon_lock],
            start_new_session=True,  # it outlives a kill of our whole group, to clean up
        )

    def _stop_daemon(self):
        pid = self.daemon.pid if self.daemon else (self._address() or {}).get("pid")
        if pid:
            os.kill(pid, signal.SIGTERM)

    def _address(self):
        try:
            return json.loads((self.folder / "address").read_text())
        except FileNotFoundError:
            return None

    def _has_no_daemon(self):
        daemon_lock = _open_lock_file(self.folder / "daemon.lock")
        try:
            return _try_lock(daemon_lock)
        finally:
            os.close(daemon_lock)


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
