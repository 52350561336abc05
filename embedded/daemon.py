"""The process that owns one private server: starts it, restarts it if it dies, stops it when nobody needs it.

It inherits the lock `keeper.lock` (so there is one keeper a folder), and lives until it is told to stop or no command
holds `users.lock`: the kernel drops a killed command's lock, so a kill -9 leaves nothing behind.
"""

import contextlib
import fcntl
import importlib
import json
import os
import signal
import sys
import threading
from pathlib import Path

from embedded import LauncherError
from embedded.state import match_owner, remove, server_account

SERVERS = {
    "postgres": "Postgres",
    "valkey": "Valkey",
}  # module and class; only the one that is needed is loaded
LARGEST_LOG = 2_000_000  # bytes


def main(service, folder, ephemeral):
    os.umask(0o077)
    folder, told = Path(folder), threading.Event()
    for sig in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sig, lambda *_: told.set())
    users = os.open(folder / "users.lock", os.O_RDWR)
    server = None
    try:
        make = getattr(importlib.import_module(f"embedded.{service}"), SERVERS[service])
        server = make(folder, server_account(), ephemeral=ephemeral, log=_log(folder))
        server.start()
        _publish_address(folder, server.url, server.log)
        while not told.wait(0.4) and not _is_abandoned(users):
            if server.process.poll() is not None:
                server.start()
    except (LauncherError, OSError) as trouble:
        print(f"{trouble}\n{_last_lines(folder)}".strip(), flush=True)
        return 1
    finally:
        (folder / "address").unlink(missing_ok=True)
        if server:
            server.stop()
        if ephemeral:
            remove(folder)
            with contextlib.suppress(OSError):
                folder.parent.rmdir()  # the last keeper of a killed command finds it empty
    return 0


def _publish_address(folder, url, log):
    """Publish the address in one step, readable by its owner alone, then let go of the starter's pipe and terminal."""
    draft = folder / "address.new"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps({"url": url, "pid": os.getpid()}))
    match_owner(draft, folder)
    draft.rename(folder / "address")
    for stream in (
        1,
        2,
    ):  # we may outlive the starter, and whoever reads its output waits for our copies
        os.dup2(log.fileno(), stream)


def _is_abandoned(users):
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _log(folder):
    path = folder / "log"
    fresh = not path.exists() or path.stat().st_size > LARGEST_LOG
    log = path.open("wb" if fresh else "ab")
    match_owner(path, folder)
    return log


def _last_lines(folder, count=8):
    try:
        text = (folder / "log").read_text(errors="replace")
    except OSError:
        return ""
    return "".join(f"  {line}\n" for line in text.splitlines()[-count:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], "--ephemeral" in sys.argv[3:]))
