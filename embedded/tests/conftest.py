"""A copy of the launcher in a temporary folder: no test touches the state of this checkout."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

PACKAGE = Path(__file__).resolve().parents[1]
OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "BASE_URL",
    "ALLOWED_HOSTS",
    "CASEREVIEW_STATE",
    "PORT",
    "DEMO",
)
SQL = """
import os, sys, psycopg2
connection = psycopg2.connect(os.environ["DATABASE_URL"])
connection.autocommit = True
cursor = connection.cursor()
cursor.execute(sys.argv[1])
print(*cursor.fetchone() if cursor.description else ())
"""


class Checkout:
    """A checkout of the launcher alone; its commands see none of our servers and settings."""

    def __init__(self, folder):
        self.folder = folder
        self.python = sys.executable
        self.popen = {}
        self.environment = {key: value for key, value in os.environ.items() if key not in OURS}
        shutil.copytree(
            PACKAGE, folder / "embedded", ignore=shutil.ignore_patterns("tests", "__pycache__")
        )

    def start(self, *words, module="embedded", **environment):
        return subprocess.Popen(
            [self.python, "-m", module, *map(str, words)],
            cwd=self.folder,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **self.popen,
        )

    def run(self, *words, code=0, **settings):
        """The output of the command, errors included; the launcher must end with `code`."""
        process = self.start(*words, **settings)
        out, err = process.communicate(timeout=60)
        assert process.returncode == code, out + err
        return (out + err).strip()

    def sql(self, statement, *options, **environment):
        return self.run(*options, self.python, "-c", SQL, statement, **environment)

    def script(self, text, **environment):
        """Start a shell script inside the launcher; return after its first line of output."""
        process = self.start("sh", "-c", text, **environment)
        process.stdout.readline()
        return process

    def processes(self):
        """Processes with this checkout in their command line: daemons and servers."""
        found = psutil.process_iter(["cmdline", "status"])
        return [
            p
            for p in found
            if p.info["status"] != psutil.STATUS_ZOMBIE and self._names_us(p.info["cmdline"])
        ]

    def _names_us(self, words):
        return any(str(self.folder) in word for word in words or ())

    def wait_until_quiet(self, seconds=5):
        deadline = time.monotonic() + seconds
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.processes() == []


@pytest.fixture
def checkout():
    """In a path with a space that other users may enter, unlike the folders of pytest."""
    top = Path(tempfile.mkdtemp(prefix="launcher-"))
    top.chmod(0o755)
    folder = top / "case review"
    folder.mkdir()
    yield Checkout(folder)
    shutil.rmtree(top, ignore_errors=True)
