import os
import re

import pytest

pytestmark = pytest.mark.database

SHOW = "echo $DATABASE_URL $REDIS_URL"


@pytest.mark.sweep
def test_command_ends_with_a_code_the_launcher_passes_it_on(checkout):
    checkout.run(
        "sh", "-c", "exit 7", code=7, DATABASE_URL="postgresql://a/b", REDIS_URL="redis://c"
    )


@pytest.mark.sweep
def test_command_killed_by_a_signal_gives_the_shells_code(checkout):
    checkout.run(
        "sh", "-c", "kill -9 $$", code=137, DATABASE_URL="postgresql://a/b", REDIS_URL="redis://c"
    )


@pytest.mark.sweep
def test_command_that_does_not_exist_is_named(checkout):
    urls = {"DATABASE_URL": "postgresql://a/b", "REDIS_URL": "redis://c"}
    said = checkout.run("no-such-command", code=127, PATH="/usr/bin:/bin", **urls)
    assert said == "Cannot run no-such-command: No such file or directory."


@pytest.mark.sweep
def test_no_command_prints_the_usage(checkout):
    assert "usage: python -m embedded" in checkout.run("--ephemeral", code=2)


def test_urls_that_are_set_are_used_as_they_are_and_nothing_starts(checkout):
    said = checkout.run("sh", "-c", SHOW, DATABASE_URL="postgresql://a/b", REDIS_URL="redis://c")
    assert said == "postgresql://a/b redis://c"
    assert not (checkout.folder / ".state/postgres").exists()


@pytest.mark.sweep
def test_settings_that_are_unset_are_filled_in_for_this_machine(checkout):
    given = {
        "DATABASE_URL": "postgresql://a/b",
        "REDIS_URL": "redis://c",
        "PORT": "8765",
        "ALLOWED_HOSTS": "mine",
    }
    said = checkout.run("sh", "-c", "echo $BASE_URL $ALLOWED_HOSTS", **given)
    assert said == "http://127.0.0.1:8765 mine"


def test_first_start_gives_both_servers_and_keeps_data_and_key(checkout):
    show = (
        "import os, redis; "
        "print(os.environ['SECRET_KEY'], redis.from_url(os.environ['REDIS_URL']).ping())"
    )
    checkout.sql("create table kept as select 42 as answer")
    key, pong = checkout.run("python", "-c", show).split()
    assert (pong, len(key) > 40) == ("True", True)
    assert checkout.sql("select answer from kept") == "42"
    assert checkout.run("python", "-c", show).split()[0] == key
    assert checkout.wait_until_quiet(0)


@pytest.mark.sweep
def test_state_folder_shows_nothing_to_other_users(checkout):
    assert checkout.run(
        "sh", "-c", "stat -c %a .state/postgres/address .state/valkey/address .state/postgres/log"
    ) == ("600\n600\n600")
    state = checkout.folder / ".state"
    closed = [state / "secret_key", state / "postgres/data", state / "valkey/valkey-server"]
    assert [path.stat().st_mode & 0o077 for path in closed] == [0, 0, 0]


@pytest.mark.sweep
def test_ephemeral_state_is_fast_and_gone_afterwards(checkout):
    folder = checkout.sql(
        "select current_setting('data_directory') || ' ' || current_setting('fsync')", "--ephemeral"
    )
    data, fsync = folder.rsplit(" ", 1)
    assert fsync == "off"
    assert not os.path.exists(data)
    assert not os.path.exists(os.path.dirname(os.path.dirname(data)))
    assert not (checkout.folder / ".state").exists()


@pytest.mark.sweep
def test_postgres_opens_no_port_sorts_by_code_point_and_heeds_no_stray_setting(checkout):
    question = (
        "select current_setting('listen_addresses') = '', datlocale "
        "from pg_database where datname = 'app'"
    )
    stray = {
        "PGPORT": "1",
        "PGHOST": "nowhere",
        "PGUSER": "x",
        "PGDATA": "/nowhere",
        "LC_ALL": "xx_YY",
    }
    assert checkout.sql(question, "--ephemeral", **stray) == "True C.UTF-8"


@pytest.mark.slow
def test_two_ephemeral_commands_at_once_share_nothing(checkout):
    first, second = (
        checkout.start("--ephemeral", "sh", "-c", f"{SHOW}; sleep 1") for _ in range(2)
    )
    answers = {process.communicate(timeout=60)[0] for process in (first, second)}
    assert len(answers) == 2
    assert all(
        re.fullmatch(r"postgresql://app@/app\?host=\S+ redis://:\S+@127.0.0.1:\d+/0\n", a)
        for a in answers
    )
