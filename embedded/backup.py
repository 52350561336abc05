"""`make backup` and `make restore`: the whole database in one file, and back.

A restore replaces everything in one transaction: it either happens whole or not at all.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from embedded import LauncherError, binaries, state

EMPTY = "drop schema public cascade; create schema public"


def main(words):
    actions = {"save": save, "load": load}
    if len(words) != 2 or words[0] not in actions or not words[1]:
        print("usage: python -m embedded python -m embedded.backup save|load FILE", file=sys.stderr)
        return 2
    try:
        actions[words[0]](Path(words[1]), os.environ["DATABASE_URL"])
    except LauncherError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def save(file, url):
    """Write beside the file first, so that a failure never spoils an older backup."""
    draft = file.with_name(f"{file.name}.part")
    try:
        draft.touch(mode=0o600)
        _run_client(
            "pg_dump", url, "--format=custom", "--no-owner", f"--file={draft}", f"--dbname={url}"
        )
        draft.replace(file)
    except OSError as error:
        raise LauncherError(f"Cannot write {file}: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    print(f"Saved the database to {file} ({file.stat().st_size / 1024:,.0f} KB).")


def load(file, url):
    """Replace the database by the one in the file, once the person agrees."""
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
        EMPTY,
        "-f",
        "-",
        text=script,
    )
    print(
        f"Restored the database from {file}. Restart what runs, so that it brings the tables up to date."
    )


def _is_confirmed(file):
    if os.environ.get("YES") == "1":
        return True
    if not sys.stdin.isatty():
        print(
            "Without a terminal to ask at, `make restore YES=1` says that you mean it.",
            file=sys.stderr,
        )
        return False
    return (
        input(f"Replace everything in the database by {file}? Type yes: ").strip().lower() == "yes"
    )


def _run_client(name, url, *words, text=None):
    """What a Postgres client program prints; those of the server itself where it is ours, for versions must match."""
    own = (
        binaries.postgres(state.server_account()).with_name(name)
        if "host=/" in url or not shutil.which(name)
        else name
    )
    environment = {
        **os.environ,
        "PGOPTIONS": "--client-min-messages=warning",
    }  # not what `cascade` drops
    done = subprocess.run(
        [own, *words], input=text, capture_output=True, text=True, env=environment
    )
    if done.returncode:
        raise LauncherError(
            f"{done.stderr.strip()}\n{name} failed: the lines above say why. Nothing was changed."
        )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
