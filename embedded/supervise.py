"""Keeps a few programs running side by side: prefixes their lines, starts again what dies, stops all quickly."""

import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from embedded.processes import die_with_parent, kill_group

HEALTHY_AFTER = 20  # seconds; who lives longer has not crashed at start
LONGEST_PAUSE = 30  # seconds between two attempts
CRASH_LOOP = 4  # early deaths in a row after which we say so


@dataclass
class Program:
    """One program to keep running.

    `patience` is how many seconds it may take to stop by itself; `due` the monotonic time of its next start, None while
    it runs.
    """

    name: str
    command: list
    patience: float = 3
    due: float | None = 0
    process: subprocess.Popen = None
    started: float = 0
    early_deaths: int = 0

    def start(self):
        self.started, self.due = time.monotonic(), None
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            preexec_fn=die_with_parent(signal.SIGQUIT),  # the quick stop of gunicorn and Celery
        )
        threading.Thread(target=self._repeat, args=[self.process.stdout], daemon=True).start()

    def _repeat(self, lines):
        for line in lines:
            print_line(line.rstrip(), self.name)

    def tend(self):
        """Notice a death and arrange the next start, later each time it dies early."""
        now = time.monotonic()
        if self.due is None and self.process.poll() is not None:
            kill_group(self.process)
            self.early_deaths = self.early_deaths + 1 if now - self.started < HEALTHY_AFTER else 1
            pause = min(2 ** (self.early_deaths - 1), LONGEST_PAUSE)
            self.due = now + pause
            print_line(
                f"{self.name} ended ({_exit_reason(self.process.returncode)}); starting it again in {pause} s."
            )
            if self.early_deaths >= CRASH_LOOP:
                print_line(
                    f"{self.name} has ended {self.early_deaths} times in a row: its last lines above say why."
                )
        elif self.due is not None and now >= self.due:
            self.start()


def supervise(programs, told, hurry, between):
    """Run the programs until the event `told` is set; `between` is called in every pause. `hurry` ends all waiting."""
    try:
        while not told.is_set():
            for program in programs:
                program.tend()
            between()
            told.wait(0.1)
    finally:
        stop_all(programs, hurry)


def stop_all(programs, hurry):
    """SIGTERM to all at once, SIGQUIT to whoever outlives its patience, SIGKILL after that; nobody is left."""
    begun = time.monotonic()
    started = running = [program for program in programs if program.process and program.due is None]
    for sig, extra in ((signal.SIGTERM, 0), (signal.SIGQUIT, 2)):
        for program in running:
            program.process.send_signal(sig)
        while running := [program for program in running if program.process.poll() is None]:
            waited = time.monotonic() - begun
            if hurry.wait(0.05) or all(waited > program.patience + extra for program in running):
                break
    for program in started:
        kill_group(program.process)


def print_line(text, name="run"):
    """One line for the person at the terminal, in one write so that lines of several programs never mix."""
    sys.stdout.write(f"{name:>6} | {text}\n" if text else "")
    sys.stdout.flush()


def _exit_reason(code):
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
