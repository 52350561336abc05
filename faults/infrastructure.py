"""The servers that a scenario stands on, and the ways to break them. The launcher's keepers start them anew."""

import os
import signal
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg2
import redis


def prepare():
    """Tables, and the folder of static files that the pages name."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def empty():
    """Every scenario begins with reference rows alone, and with an empty broker."""
    from django.core.management import call_command
    from django.db import connections

    connections.close_all()  # the one before may have cut ours off too
    call_command("flush", interactive=False, verbosity=0)
    broker().flushall()


def broker():
    return redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)


def flush_broker():
    with suppress(redis.RedisError):
        broker().flushall()


def restart_broker():
    os.kill(broker().info("server")["process_id"], signal.SIGKILL)
    wait_for(lambda: broker().ping())


def database():
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    return connection


def ask(sql):
    """One figure from the database, by a connection of its own, patient while it is away."""
    return wait_for(lambda: ask_once(sql))


def ask_once(sql):
    with closing(database()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def change(sql):
    with closing(database()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)


def postmaster():
    folder = Path(ask("SHOW data_directory"))
    return int((folder / "postmaster.pid").read_text().splitlines()[0])


def restart_database():
    """A fast shutdown, as by pg_ctl: every session is cut off."""
    os.kill(postmaster(), signal.SIGINT)
    time.sleep(0.5)
    ask("SELECT 1")


@contextmanager
def database_away():
    """Down for as long as the block lasts: the keeper that would start it anew is halted."""
    with _halted(postmaster(), signal.SIGINT):
        yield
    ask("SELECT 1")


@contextmanager
def broker_away():
    with _halted(broker().info("server")["process_id"], signal.SIGKILL):
        yield
    wait_for(lambda: broker().ping())


@contextmanager
def _halted(server, sig):
    keeper = psutil.Process(server).parent()
    keeper.suspend()
    os.kill(server, sig)
    try:
        yield
    finally:
        keeper.resume()


def end_back_end():
    """Cut off the session of somebody; returns how many there were, 0 or 1."""
    return ask(
        "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        "AND datname = current_database() AND backend_type = 'client backend' ORDER BY random() LIMIT 1) victim"
    )


def wait_for(what, seconds=30):
    """The first answer that `what` gives without an error; raises its last error when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return what()
        except (psycopg2.Error, redis.RedisError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
