"""The product's programs as processes, each in its own group that can be killed as a whole."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

from embedded.processes import die_with_parent
from embedded.valkey import free_port
from faults import infrastructure

CELERY = [sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "-A", "faults.programs"]
KINDS = {
    "worker": [
        *CELERY,
        "worker",
        "-c",
        "1",
        "--without-gossip",
        "--without-mingle",
        "--loglevel=CRITICAL",
    ],
    "jobs": [
        *CELERY,
        "worker",
        "-Q",
        "jobs",
        "-c",
        "1",
        "--without-gossip",
        "--without-mingle",
        "--loglevel=CRITICAL",
    ],
    "beat": [*CELERY, "beat", "--pidfile=", "--loglevel=CRITICAL"],
    "web": [
        sys.executable,
        "-m",
        "gunicorn",
        "faults.programs",
        "--workers=2",
        "--worker-class=gthread",
        "--threads=4",
    ],
}


class Stack:
    """Programs by name; `without` names the disabled guard, `settings` adds to the environment."""

    def __init__(self, *, without="", **settings):
        self.environment = {
            **os.environ,
            "FAULTS_WITHOUT": without,
            **settings,
        }
        self.programs = {}
        self.port = free_port()

    def start(self, name, number=1):
        command = [*KINDS[name], *self._options(name, number)]
        self.programs[name, number] = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("FAULTS_VERBOSE") else subprocess.DEVNULL,
            preexec_fn=die_with_parent(),
        )
        if name == "web":
            infrastructure.retry(lambda: self.get("/healthz"))

    def _options(self, name, number):
        if name == "web":
            return [f"--bind=127.0.0.1:{self.port}", "--no-control-socket", "--log-level=critical"]
        if name == "beat":
            return [f"--schedule=/tmp/beat-{os.getpid()}-{number}"]
        return ["-n", f"faults-{name}-{number}@%h"]

    def kill(self, name, number=1):
        """Kill the whole group at once, like a machine that loses power."""
        program = self.programs.pop((name, number), None)
        if program:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()

    def stop(self):
        for name, number in list(self.programs):
            self.kill(name, number)

    def get(self, path, headers=()):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers=dict(headers)
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()


@contextmanager
def running(*names, without="", **settings):
    stack = Stack(without=without, **settings)
    try:
        for name in names:
            stack.start(name)
        yield stack
    finally:
        stack.stop()
