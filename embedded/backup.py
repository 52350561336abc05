"""`make backup` and `make restore`: the whole database in one file, and back.

A restore replaces everything in one transaction: all of it or nothing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from embedded import LauncherError, binaries, state

EMPTY_DATABASE = "drop schema public cascade; create schema public"


def main(arguments):
    actions = {"save": save, "load": load}
    if len(arguments) != 2 or arguments[0] not in actions or not arguments[1]:
        print("usage: python -m embedded python -m embedded.backup save|load FILE", file=sys.stderr)
        return 2
    try:
        actions[arguments[0]](Path(arguments[1]), os.environ["DATABASE_URL"])
    except LauncherError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def save(file, url):
    """Write to a temporary file first, so that a failure never damages an older backup."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.touch(mode=0o600)
        _run_client(
            "pg_dump", url, "--format=custom", "--no-owner", f"--file={part}", f"--dbname={url}"
        )
        part.replace(file)
    except OSError as error:
        raise LauncherError(f"Cannot write {file}: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    print(f"Saved the database to {file} ({file.stat().st_size / 1024:,.0f} KB).")


def load(file, url):
    """Replace the database by the one in the file, once the person confirms."""
    if not file.is_file():
        raise LauncherError(
            f"There is no file {file}: name one as in `make restore FILE=backup.dump`."
        )
    script = _run_client("pg_restore", url, "--no-owner", "--no-privileges", "--file=-", str(file))
    if not _is_confirmed(file):
        raise LauncherError("Nothing was changed.")
    _run_client(
        "psql",
        url,
        "-X",
        "-q",
        "-1",
        "-v",
        "ON_ERROR_STOP=1",
        f"--dbname={url}",
        "-c",
        EMPTY_DATABASE,
        "-f",
        "-",
        text=script,
    )
    print(f"Restored the database from {file}.")
    print("Restart all programs: they migrate the database.")


def _is_confirmed(file):
    if os.environ.get("YES") == "1":
        return True
    if not sys.stdin.isatty():
        print("Without a terminal, confirm with `make restore YES=1`.", file=sys.stderr)
        return False
    return (
        input(f"Replace everything in the database with {file}? Type yes: ").strip().lower()
        == "yes"
    )


def _run_client(name, url, *arguments, text=None):
    """The output of a Postgres client program, of our own server's version if it is ours."""
    program = name
    if "host=/" in url or not shutil.which(name):
        program = binaries.postgres(state.server_account()).with_name(name)
    # Without the notices of what `cascade` drops.
    environment = os.environ | {"PGOPTIONS": "--client-min-messages=warning"}
    result = subprocess.run(
        [program, *arguments], input=text, capture_output=True, text=True, env=environment
    )
    if result.returncode:
        reason = result.stderr.strip()
        raise LauncherError(
            f"{reason}\n{name} failed: the lines above say why. Nothing was changed."
        )
    return result.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
