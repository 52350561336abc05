"""`make run`: everything the product needs on this machine, at one address, until Ctrl-C.

Checks the port, runs itself again inside the launcher, prepares the database, and supervises web,
worker and beat.
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

CONFIGURATION_ERROR = "django.core.exceptions.ImproperlyConfigured: "
WEB_HEAD_START = 10  # seconds without worker and beat: the web then starts twice as fast
NO_ROOT_WARNING = "ignore:You're running the worker with superuser privileges"


def main(arguments):
    os.environ.setdefault("DEMO", "1")
    # A line for each request would scroll the greeting away.
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    try:
        port = parse_port(os.environ.get("PORT") or "8000")
        os.environ["PORT"] = str(port)
        if arguments != ["--inside"]:
            wait_for_port(port)
            launcher = [sys.executable, "-m", "embedded"]
            ourselves = [sys.executable, "-m", "embedded.serve", "--inside"]
            os.execv(sys.executable, launcher + ourselves)  # noqa: S606  fixed arguments
        return _serve(port)
    except LauncherError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _serve(port):
    stop = threading.Event()
    force_stop = threading.Event()
    folder = state.persistent_folder(state.server_account())
    greeting = _prepare()
    for sig in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sig, lambda number, _frame: handle_signal(number, stop, force_stop))
    running = programs(port, folder)
    supervise(running, stop, force_stop, between=Greeter(port, greeting, running))
    return 0


def handle_signal(number, stop, force_stop):
    """A second Ctrl-C stops at once; a second SIGTERM does not, as make repeats the first."""
    if stop.is_set() and number == signal.SIGINT:
        force_stop.set()
    stop.set()


def programs(port, folder):
    """The programs to run, named by port: two `make run` of one checkout share the servers."""
    python = [sys.executable, "-W", NO_ROOT_WARNING, "-m"]
    celery = [*python, "celery", "--quiet", "-A", "casereview"]
    later = time.monotonic() + WEB_HEAD_START
    # gunicorn.conf.py has the rest.
    web = ["gunicorn", "casereview.wsgi", f"--bind={HOST}:{port}", "--threads=8"]
    web += ["--graceful-timeout=2", "--log-level=warning"]
    quiet = ["--without-gossip", "--without-mingle"]
    worker = ["worker", "-c", "1", "-n", f"run-{port}@%h", *quiet]
    jobs = ["worker", "-Q", "jobs", "-c", "1", "-n", f"jobs-{port}@%h", *quiet]
    beat = ["beat", "--pidfile=", f"--schedule={folder / f'beat-{port}'}"]
    return [
        Program("web", [*python, *web]),
        Program(
            "worker", [*celery, *worker], start_at=later, stop_timeout=10
        ),  # a running task may finish
        Program(
            "jobs", [*celery, *jobs], start_at=later, stop_timeout=10
        ),  # long work holds up nothing else
        Program("beat", [*celery, *beat], start_at=later),
    ]


def _prepare():
    """Bring database and static files up to date; returns the greeting for later."""
    print_line("Preparing the database ...")
    command = [sys.executable, "manage.py", "prepare"]
    result = subprocess.run(
        command, cwd=state.CHECKOUT, capture_output=True, text=True, preexec_fn=die_with_parent()
    )
    if result.returncode:
        raise LauncherError(_reason(result.stderr.strip() or result.stdout.strip()))
    return result.stdout.strip()


def _reason(output):
    """One sentence for a wrong setting, the whole output for anything else."""
    last = output.splitlines()[-1] if output else ""
    if last.startswith(CONFIGURATION_ERROR):
        return last.removeprefix(CONFIGURATION_ERROR)
    return f"{output}\n`manage.py prepare` failed: the lines above say why."


class Greeter:
    """Once the pages answer: print the address and let the other programs start."""

    def __init__(self, port, greeting, programs):
        self.port = port
        self.greeting = greeting
        self.programs = programs
        self.done = False

    def __call__(self):
        if self.done or not _is_serving(self.port):
            return
        self.done = True
        for program in self.programs:
            program.start_at = 0 if program.process is None else program.start_at
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
