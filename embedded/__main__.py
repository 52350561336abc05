"""`python -m embedded [--ephemeral] CMD...`: run CMD with the servers that it lacks."""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

from embedded import LauncherError, state
from embedded.handle import ServerHandle
from embedded.processes import die_with_parent

SERVICES = {"DATABASE_URL": "postgres", "REDIS_URL": "valkey"}
USAGE = "usage: python -m embedded [--ephemeral] COMMAND [ARGUMENT ...]"


def main(arguments):
    ephemeral = arguments[:1] == ["--ephemeral"]
    command = arguments[1:] if ephemeral else arguments
    if not command or command[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return _run(command, ephemeral)
    except LauncherError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(command, ephemeral):
    missing = {name: service for name, service in SERVICES.items() if not os.environ.get(name)}
    account = state.server_account()
    with contextlib.ExitStack() as stack:
        folder = _folder(account, ephemeral, stack)
        handles = {
            name: _acquire(service, folder, account, ephemeral, stack)
            for name, service in missing.items()
        }
        environment = local_environment(folder, ephemeral)
        environment |= {name: handle.url() for name, handle in handles.items()}
        if "DATABASE_URL" in handles:  # a stray PGPORT would lead clients past our socket
            for name in [name for name in environment if name.startswith("PG")]:
                del environment[name]
        return _run_command(command, environment)


def _folder(account, ephemeral, stack):
    if not ephemeral:
        return state.persistent_folder(account)
    folder = state.temporary_folder(account)
    stack.callback(state.remove, folder)
    return folder


def _acquire(service, folder, account, ephemeral, stack):
    service_folder = state.make_accessible(folder / service, account)
    handle = ServerHandle(service, service_folder, ephemeral=ephemeral)
    stack.callback(handle.release)
    handle.acquire()
    return handle


def local_environment(folder, ephemeral):
    """The other settings a command needs on this machine; a variable that is set stays as it is."""
    environment = dict(os.environ)
    key = secrets.token_urlsafe(50) if ephemeral else state.secret_key(folder)
    port = environment.get("PORT") or "8000"
    defaults = {
        "SECRET_KEY": key,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
    }
    programs = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join([programs, environment.get("PATH", os.defpath)])
    for name, value in defaults.items():
        environment[name] = environment.get(name) or value
    return environment


def _run_command(command, environment):
    """Run the command in our terminal; it gets SIGTERM if we are killed."""
    os.environ["PATH"] = environment["PATH"]  # where the command itself is looked up
    try:
        process = subprocess.Popen(
            command, env=environment, preexec_fn=die_with_parent(own_group=False)
        )
    except OSError as error:
        print(f"Cannot run {command[0]}: {error.strerror}.", file=sys.stderr)
        return 127
    # Ctrl-C reaches the command as well, and the command decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for sig in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, lambda number, _frame: process.send_signal(number))
    code = process.wait()
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
