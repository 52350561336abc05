"""Real processes of the product, on a database of their own beside the one of the tests."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psycopg2
import pytest
from django.conf import settings

PYTHON = [sys.executable, "-W", "ignore"]


@pytest.fixture
def empty(django_db_setup):
    """The environment of a process on a new, empty database."""
    server = settings.DATABASES["default"]
    name = f"processes_{os.getpid()}_{time.monotonic_ns()}"
    where = {key: server[key] for key in ("USER", "PASSWORD", "PORT") if server[key]}
    link = psycopg2.connect(
        dbname="postgres",
        host=server["HOST"],
        user=where.get("USER"),
        password=where.get("PASSWORD"),
        port=where.get("PORT"),
    )
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield os.environ | {"DATABASE_URL": address(server, name), "LOG_LEVEL": "WARNING"}
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    link.close()


def address(server, name):
    """As DATABASE_URL, of a server behind a socket or a port."""
    who = f"{server['USER']}:{server['PASSWORD']}" if server["PASSWORD"] else server["USER"]
    if server["HOST"].startswith("/"):
        return f"postgresql://{who}@/{name}?host={server['HOST']}"
    return f"postgresql://{who}@{server['HOST']}:{server['PORT'] or 5432}/{name}"


def start(environment, *words):
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([*PYTHON, *words], env=environment, cwd=settings.BASE_DIR, **said)


def end(process, patience=20):
    """Stop as a container is stopped, and return what was said."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.communicate(timeout=patience)[0]
    finally:
        process.kill()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url, **headers):
    """Status and text, of errors too."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(url, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            return get(url)
        time.sleep(0.05)
    raise AssertionError(f"{url} does not answer")
