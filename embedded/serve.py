"""`make run`: everything the product needs on this machine, at one address, until Ctrl-C.

Checks the port, then runs itself again inside the launcher, prepares the database, and supervises web, worker and beat.
"""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from embedded import LauncherError, state
from embedded.port import HOST, parse_port, wait_for_port
from embedded.processes import die_with_parent
from embedded.supervise import Program, print_line, supervise

REFUSAL = "django.core.exceptions.ImproperlyConfigured: "
PAGES_FIRST = 10  # seconds that worker and beat leave the processors to the web, which then starts twice as fast
QUIET_ROOT = "ignore:You're running the worker with superuser privileges"


def main(words):
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault(
        "LOG_LEVEL", "WARNING"
    )  # a line for each request would push the greeting away
    try:
        port = parse_port(os.environ.get("PORT") or "8000")
        os.environ["PORT"] = str(port)
        if words != ["--inside"]:
            wait_for_port(port)
            again = [
                sys.executable,
                "-m",
                "embedded",
                sys.executable,
                "-m",
                "embedded.serve",
                "--inside",
            ]
            os.execv(sys.executable, again)  # noqa: S606  ourselves, with words of our own
        return _serve(port)
    except LauncherError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _serve(port):
    told, hurry = threading.Event(), threading.Event()
    folder = state.persistent_folder(state.server_account())
    greeting = _prepare()
    for sig in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sig, lambda number, _frame: handle_signal(number, told, hurry))
    running = programs(port, folder)
    supervise(running, told, hurry, between=Greeter(port, greeting, running))
    return 0


def handle_signal(number, told, hurry):
    """A second Ctrl-C means at once. A second SIGTERM means nothing: make and the launcher pass on what we got too."""
    if told.is_set() and number == signal.SIGINT:
        hurry.set()
    told.set()


def programs(port, folder):
    """The four programs; each `make run` on a checkout has its own names, for two may share the servers."""
    python = [sys.executable, "-W", QUIET_ROOT, "-m"]
    celery = [*python, "celery", "--quiet", "-A", "casereview"]
    later = time.monotonic() + PAGES_FIRST
    web = [
        "gunicorn",
        "casereview.wsgi",
        f"--bind={HOST}:{port}",
        "--threads=8",
    ]  # gunicorn.conf.py has the rest
    web += ["--graceful-timeout=2", "--log-level=warning"]
    quiet = ["--without-gossip", "--without-mingle"]
    worker = ["worker", "-c", "1", "-n", f"run-{port}@%h", *quiet]
    jobs = ["worker", "-Q", "jobs", "-c", "1", "-n", f"jobs-{port}@%h", *quiet]
    beat = ["beat", "--pidfile=", f"--schedule={folder / f'beat-{port}'}"]
    return [
        Program("web", [*python, *web]),
        Program("worker", [*celery, *worker], due=later, patience=10),  # a running task may finish
        Program(
            "jobs", [*celery, *jobs], due=later, patience=10
        ),  # long work holds up nothing else
        Program("beat", [*celery, *beat], due=later),
    ]


def _prepare():
    """Bring database and static files up to date; returns what to tell the person once the pages answer."""
    print_line("Preparing the database ...")
    command = [sys.executable, "manage.py", "prepare"]
    done = subprocess.run(
        command, cwd=state.CHECKOUT, capture_output=True, text=True, preexec_fn=die_with_parent()
    )
    if done.returncode:
        raise LauncherError(_reason(done.stderr.strip() or done.stdout.strip()))
    return done.stdout.strip()


def _reason(said):
    """A setting that is wrong is one sentence; of anything else the person gets all there is."""
    last = said.splitlines()[-1] if said else ""
    if last.startswith(REFUSAL):
        return last.removeprefix(REFUSAL)
    return f"{said}\n`manage.py prepare` failed: the lines above say why."


class Greeter:
    """Once the pages answer: says the address and lets the other programs start."""

    def __init__(self, port, greeting, programs):
        self.port, self.greeting, self.programs, self.done = port, greeting, programs, False

    def __call__(self):
        if self.done or not _is_serving(self.port):
            return
        self.done = True
        for program in self.programs:
            program.due = 0 if program.process is None else program.due
        for line in (
            "",
            f"Case Review is at {os.environ['BASE_URL']}/",
            *self.greeting.splitlines(),
            "Ctrl-C stops it.",
        ):
            print_line(line)


def _is_serving(port):
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=1):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
