"""`python -m embedded [--ephemeral] CMD...`: run CMD with whatever servers it lacks."""

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


def main(words):
    ephemeral = words[:1] == ["--ephemeral"]
    command = words[1:] if ephemeral else words
    if not command or command[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return _run(command, ephemeral)
    except LauncherError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(command, ephemeral):
    wanted = {
        variable: service for variable, service in SERVICES.items() if not os.environ.get(variable)
    }
    account = state.server_account()
    with contextlib.ExitStack() as stack:
        folder = _folder(account, ephemeral, stack)
        holds = {
            variable: _acquire(service, folder, account, ephemeral, stack)
            for variable, service in wanted.items()
        }
        environment = local_environment(folder, ephemeral) | {
            variable: hold.url() for variable, hold in holds.items()
        }
        if "DATABASE_URL" in holds:  # a stray PGPORT would lead clients past our socket
            environment = {
                key: value for key, value in environment.items() if not key.startswith("PG")
            }
        return _run_command(command, environment)


def _folder(account, ephemeral, stack):
    if not ephemeral:
        return state.persistent_folder(account)
    folder = state.temporary_folder(account)
    stack.callback(state.remove, folder)
    return folder


def _acquire(service, folder, account, ephemeral, stack):
    hold = ServerHandle(
        service, state.make_accessible(folder / service, account), ephemeral=ephemeral
    )
    stack.callback(hold.end)
    hold.begin()
    return hold


def local_environment(folder, ephemeral):
    """What a command on this machine needs beside the servers; a variable that is set stays as it is."""
    found = dict(os.environ)
    key = secrets.token_urlsafe(50) if ephemeral else state.secret_key(folder)
    port = found.get("PORT") or "8000"
    wanted = {
        "SECRET_KEY": key,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
    }
    found["PATH"] = os.pathsep.join(
        [str(Path(sys.executable).parent), found.get("PATH", os.defpath)]
    )
    return found | {name: value for name, value in wanted.items() if not found.get(name)}


def _run_command(command, environment):
    """Run the command in our terminal; it is told to end if we are killed."""
    os.environ["PATH"] = environment["PATH"]  # where the command itself is looked up
    try:
        process = subprocess.Popen(
            command, env=environment, preexec_fn=die_with_parent(own_group=False)
        )
    except OSError as error:
        print(f"Cannot run {command[0]}: {error.strerror}.", file=sys.stderr)
        return 127
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the command as well, and it decides
    for sig in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, lambda number, _frame: process.send_signal(number))
    code = process.wait()
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
