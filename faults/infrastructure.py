"""The servers under a scenario, and ways to break them; the launcher's daemons restart them."""

import os
import signal
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg2
import redis

TERMINATE_SESSION = """
SELECT count(pg_terminate_backend(pid)) FROM (
    SELECT pid FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND datname = current_database()
        AND backend_type = 'client backend'
    ORDER BY random() LIMIT 1
) victim
"""


def prepare():
    """Create the tables and collect the static files."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def reset():
    """Start each scenario with reference rows only, and an empty broker."""
    from django.db import connections

    from audit.demo import flush_database

    connections.close_all()  # the scenario before may have broken ours, too
    flush_database()
    broker().flushall()


def broker():
    return redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)


def flush_broker():
    with suppress(redis.RedisError):
        broker().flushall()


def restart_broker():
    os.kill(broker().info("server")["process_id"], signal.SIGKILL)
    retry(lambda: broker().ping())


def connect():
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    return connection


def query_value(sql):
    """One figure from the database, over its own connection; waits while the database is down."""
    return retry(lambda: query_value_once(sql))


def query_value_once(sql):
    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def execute(sql):
    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)


def postmaster():
    folder = Path(query_value("SHOW data_directory"))
    return int((folder / "postmaster.pid").read_text().splitlines()[0])


def restart_database():
    """A fast shutdown, as by pg_ctl: it ends every session."""
    os.kill(postmaster(), signal.SIGINT)
    time.sleep(0.5)
    query_value("SELECT 1")


@contextmanager
def database_down():
    """Keep the database down during the block: the daemon that would restart it is suspended."""
    with _suspended_daemon(postmaster(), signal.SIGINT):
        yield
    query_value("SELECT 1")


@contextmanager
def broker_down():
    with _suspended_daemon(broker().info("server")["process_id"], signal.SIGKILL):
        yield
    retry(lambda: broker().ping())


@contextmanager
def _suspended_daemon(server, sig):
    daemon = psutil.Process(server).parent()
    daemon.suspend()
    os.kill(server, sig)
    try:
        yield
    finally:
        daemon.resume()


def terminate_session():
    """End a random session; returns how many were ended, 0 or 1."""
    return query_value(TERMINATE_SESSION)


def retry(call, seconds=30):
    """Call until it succeeds and return its result; raises its last error after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return call()
        except (psycopg2.Error, redis.RedisError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def wait_until(condition, seconds=30):
    """Wait until `condition()` is true, at most `seconds`; returns whether it became true."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
