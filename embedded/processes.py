"""Tie child processes to their parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys


def die_with_parent(sig=signal.SIGTERM, *, own_group=True):
    """A `preexec_fn`: the child gets `sig` when its parent dies, even by kill -9 (Linux only).

    The hook runs after `user=` took effect, so the setting survives the change of user. Start such
    children from the main thread: the kernel watches the thread that forked. Shells make background
    jobs ignore SIGQUIT, which children inherit, so the default handler is restored.
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
    """Send each (signal, seconds to wait) until the process has ended; then kill its group."""
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
    """SIGKILL the process and the rest of its group: a killed gunicorn leaves its workers."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
        process.wait()


def server_environment():
    """Our environment without what affects a server, such as PGPORT or an unknown locale."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_", "LANG"))
    }
    return environment | {"LC_ALL": "C"}
