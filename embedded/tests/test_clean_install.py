"""On a fresh clone, `make run` serves, and stopping it leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from embedded.state import CHECKOUT
from embedded.tests.conftest import OURS
from embedded.valkey import free_port

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clone():
    if not (CHECKOUT / ".git").exists():
        pytest.skip("needs a git checkout to clone")
    top = Path(tempfile.mkdtemp(prefix="clean install "))
    top.chmod(0o755)
    subprocess.run(["git", "clone", "-q", CHECKOUT, top / "case review"], check=True)
    yield top / "case review"
    shutil.rmtree(top, ignore_errors=True)


@pytest.fixture
def run(clone):
    """Starts `make run` and waits until it serves; whatever a failed test leaves is killed."""
    started = []

    def start(seconds=60, **settings):
        started.append(Run(clone, **settings))
        return started[-1].wait_until_it_serves(seconds)

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop(signal.SIGKILL)


class Run:
    """One `make run` in the clone, in a group of its own, as a terminal would start it."""

    def __init__(self, clone, **settings):
        self.port = free_port()
        self.clone = clone
        environment = {
            key: value for key, value in os.environ.items() if key not in (*OURS, "VIRTUAL_ENV")
        }
        self.log = (clone / f"run-{self.port}.log").open("w")
        self.process = subprocess.Popen(
            ["make", "run", *(f"{key}={value}" for key, value in settings.items())],
            cwd=clone,
            env=environment | {"PORT": str(self.port)},
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def said(self):
        return (self.clone / f"run-{self.port}.log").read_text()

    def wait_until_it_serves(self, seconds):
        deadline = time.monotonic() + seconds
        while "Ctrl-C stops it." not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        return self

    def serves_anew(self):
        try:
            return "web ended" in self.said() and self.status("/readyz") == 200
        except OSError:
            return False

    def status(self, path):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10).status
        except urllib.error.HTTPError as error:
            return error.code

    def stop(self, sig=signal.SIGTERM):
        os.killpg(self.process.pid, sig)
        self.process.wait(20)


def left_over(clone, seconds=0):
    deadline = time.monotonic() + seconds
    while True:
        found = [
            p
            for p in psutil.process_iter(["cmdline"])
            if any(str(clone) in w for w in p.info["cmdline"] or ())
        ]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.1)


def test_first_start_serves_the_demo_and_stops_clean(clone, run):
    demo = run(seconds=300)
    assert [demo.status(path) for path in ("/healthz", "/readyz", "/accounts/login/")] == [
        200,
        200,
        200,
    ]
    assert f"Case Review is at http://127.0.0.1:{demo.port}/" in demo.said()
    assert "On the sign-in page, sign in as any of these with one click" in demo.said()
    demo.stop()
    assert left_over(clone) == []


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGKILL])
def test_start_after_a_stop_or_a_kill_serves_again(clone, run, sig):
    for _ in range(2):
        again = run()
        assert again.status("/readyz") == 200
        again.stop(sig)
        assert left_over(clone, seconds=5) == []


def test_program_that_is_killed_is_started_again(clone, run):
    hurt = run()
    next(p for p in left_over(clone) if "gunicorn" in p.cmdline()).kill()
    deadline = time.monotonic() + 60
    while not hurt.serves_anew():
        assert time.monotonic() < deadline, hurt.said()
        time.sleep(0.2)
    assert "web ended (signal SIGKILL); starting it again in 1 s." in hurt.said()
    hurt.stop()
    assert left_over(clone) == []


def test_real_start_prints_the_code_that_opens_set_up(clone, run):
    shutil.rmtree(clone / ".state", ignore_errors=True)
    real = run(DEMO=0)
    assert real.status("/setup/") == 200
    assert (
        f"Set up Case Review: open http://127.0.0.1:{real.port}/setup/ and enter the code"
        in real.said()
    )
    real.stop()


def test_two_runs_of_one_checkout_live_side_by_side(clone, run):
    first = run()
    second = run()
    first.stop()
    assert second.status("/readyz") == 200
    second.stop()
    assert left_over(clone) == []
