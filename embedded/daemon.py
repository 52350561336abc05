"""The process that owns one private server: starts, restarts and stops it.

It inherits `daemon.lock`, so there is one daemon per folder, and lives until it gets a signal or no
command holds `users.lock`. The kernel releases a killed command's lock, so kill -9 leaves nothing.
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

SERVERS = {"postgres": "Postgres", "valkey": "Valkey"}  # module: class; loaded when needed
MAX_LOG_SIZE = 2_000_000  # bytes


def main(service, folder, ephemeral):
    os.umask(0o077)
    folder = Path(folder)
    stop = threading.Event()
    for sig in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sig, lambda *_: stop.set())
    users = os.open(folder / "users.lock", os.O_RDWR)
    server = None
    try:
        server_class = getattr(importlib.import_module(f"embedded.{service}"), SERVERS[service])
        server = server_class(folder, server_account(), ephemeral=ephemeral, log=_log(folder))
        server.start()
        _publish_address(folder, server.url, server.log)
        while not stop.wait(0.4) and not _is_abandoned(users):
            if server.process.poll() is not None:
                server.start()
    except (LauncherError, OSError) as error:
        print(f"{error}\n{_last_lines(folder)}".strip(), flush=True)
        return 1
    finally:
        (folder / "address").unlink(missing_ok=True)
        if server:
            server.stop()
        if ephemeral:
            remove(folder)
            with contextlib.suppress(OSError):
                folder.parent.rmdir()  # empty once the last daemon of a killed command ends
    return 0


def _publish_address(folder, url, log):
    """Publish the address in one step, for its owner only, then close the starter's pipe."""
    draft = folder / "address.new"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps({"url": url, "pid": os.getpid()}))
    match_owner(draft, folder)
    draft.rename(folder / "address")
    # We may outlive the starter, and a reader of its output would wait for our copies of the pipe.
    for stream in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(log.fileno(), stream)


def _is_abandoned(users):
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _log(folder):
    path = folder / "log"
    fresh = not path.exists() or path.stat().st_size > MAX_LOG_SIZE
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
