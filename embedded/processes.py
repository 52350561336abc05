"""How processes that this package starts are tied to the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys


def die_with_parent(sig=signal.SIGTERM, *, own_group=True):
    """A `preexec_fn`: the child gets `sig` when its parent dies, however it dies (Linux), and sits in its own group.

    The hook runs after `user=` took effect, so the wish survives the change of user. Start such children from the main
    thread: the kernel watches the thread that forked. A shell lets its background jobs ignore SIGQUIT, and they would
    hand that down: the child takes the signal as the system means it.
    """
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def hook():
        if libc:
            libc.prctl(1, int(sig), 0, 0, 0)  # PR_SET_PDEATHSIG
        signal.signal(sig, signal.SIG_DFL)
        if own_group:
            os.setpgid(0, 0)  # Ctrl-C in the terminal then reaches the starter only

    return hook


def stop(process, *steps):
    """Send each (signal, seconds to wait) in turn until the process has ended; after the last, kill its group."""
    for sig, patience in steps:
        if process.poll() is not None:
            return
        process.send_signal(sig)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    kill_group(process)


def kill_group(process):
    """SIGKILL to the process and to whatever it left behind in its group: a killed gunicorn leaves its workers."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
        process.wait()


def server_environment():
    """Our environment without what would steer a server: a stray PGPORT or an unknown locale breaks it."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))
    }
    return kept | {"LC_ALL": "C"}
