"""Run several programs: prefix their output, restart what dies, stop all quickly."""

import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from embedded.processes import die_with_parent, kill_group

HEALTHY_AFTER = 20  # seconds; a program that lives longer did not crash at start
MAX_PAUSE = 30  # seconds between two starts
CRASH_LOOP = 4  # early exits in a row after which we report it


@dataclass
class Program:
    """One program to keep running.

    `stop_timeout` is how many seconds it may take to stop by itself; `start_at` the monotonic time
    of its next start, None while it runs.
    """

    name: str
    command: list
    stop_timeout: float = 3
    start_at: float | None = 0
    process: subprocess.Popen = None
    started: float = 0
    early_exits: int = 0

    def start(self):
        self.started = time.monotonic()
        self.start_at = None
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            preexec_fn=die_with_parent(signal.SIGQUIT),  # the quick stop of gunicorn and Celery
        )
        threading.Thread(target=self._print_lines, args=[self.process.stdout], daemon=True).start()

    def _print_lines(self, lines):
        for line in lines:
            print_line(line.rstrip(), self.name)

    def check(self):
        """Restart a program that ended, with a longer pause after each early exit."""
        now = time.monotonic()
        if self.start_at is None and self.process.poll() is not None:
            kill_group(self.process)
            self.early_exits = self.early_exits + 1 if now - self.started < HEALTHY_AFTER else 1
            pause = min(2 ** (self.early_exits - 1), MAX_PAUSE)
            self.start_at = now + pause
            reason = _exit_reason(self.process.returncode)
            print_line(f"{self.name} ended ({reason}); starting it again in {pause} s.")
            if self.early_exits >= CRASH_LOOP:
                print_line(
                    f"{self.name} has ended {self.early_exits} times in a row: "
                    f"its last lines above say why."
                )
        elif self.start_at is not None and now >= self.start_at:
            self.start()


def supervise(programs, stop, force_stop, between):
    """Run the programs until the event `stop` is set, calling `between` ten times a second.

    The event `force_stop` ends all waiting for programs to stop by themselves.
    """
    try:
        while not stop.is_set():
            for program in programs:
                program.check()
            between()
            stop.wait(0.1)
    finally:
        stop_all(programs, force_stop)


def stop_all(programs, force_stop):
    """SIGTERM to all at once, SIGQUIT to those that exceed their timeout, then SIGKILL."""
    begun = time.monotonic()
    started = running = [
        program for program in programs if program.process and program.start_at is None
    ]
    for sig, extra in ((signal.SIGTERM, 0), (signal.SIGQUIT, 2)):
        for program in running:
            program.process.send_signal(sig)
        while running := [program for program in running if program.process.poll() is None]:
            seconds = time.monotonic() - begun
            if force_stop.wait(0.05) or all(
                seconds > program.stop_timeout + extra for program in running
            ):
                break
    for program in started:
        kill_group(program.process)


def print_line(text, name="run"):
    """One line on the terminal, in one write, so that lines of several programs never mix."""
    sys.stdout.write(f"{name:>6} | {text}\n" if text else "")
    sys.stdout.flush()


def _exit_reason(code):
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
