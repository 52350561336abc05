import signal
import subprocess
import sys
import threading
import time

import pytest

from embedded.supervise import Program, stop_all, supervise

STUBBORN = """
import signal, time
for sig in {signals}:
    signal.signal(sig, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""


def program(script, **more):
    return Program("toy", [sys.executable, "-c", script], **more)


def run_for(seconds, *programs):
    stop = threading.Event()
    deadline = time.monotonic() + seconds
    supervise(
        programs,
        stop,
        threading.Event(),
        between=lambda: time.monotonic() > deadline and stop.set(),
    )


@pytest.mark.sweep
def test_program_that_dies_is_named_and_started_again(capfd, tmp_path):
    lives = str(tmp_path / "lives")
    script = f"open({lives!r}, 'a').write('x'); print('last words'); raise SystemExit(3)"
    run_for(2.0, program(script))
    said = capfd.readouterr().out
    assert "   toy | last words\n" in said
    assert "   run | toy ended (exit code 3); starting it again in 1 s.\n" in said
    assert (tmp_path / "lives").read_text() == "xx"


@pytest.mark.sweep
def test_program_that_keeps_dying_is_reported_and_restarted_more_slowly(capfd):
    toy = program("raise SystemExit(1)")
    toy.start()
    for _ in range(4):
        toy.process.wait()
        toy.check()
        toy.start_at = 0
        toy.check()
    said = capfd.readouterr().out
    assert [f"again in {pause} s" in said for pause in (1, 2, 4, 8)] == [True] * 4
    assert "toy has ended 4 times in a row: its last lines above say why." in said
    stop_all([toy], threading.Event())


@pytest.mark.parametrize(
    ("signals", "least"),
    [("[]", 0), ("[signal.SIGTERM]", 0.5), ("[signal.SIGTERM, signal.SIGQUIT]", 2)],
)
@pytest.mark.sweep
def test_stop_goes_from_asking_to_killing(signals, least, capfd):
    toy = program(STUBBORN.format(signals=signals), stop_timeout=0.5)
    toy.start()
    while "up" not in capfd.readouterr().out:
        time.sleep(0.02)
    begun = time.monotonic()
    stop_all([toy], threading.Event())
    assert toy.process.poll() is not None
    assert least <= time.monotonic() - begun < least + 1.5


@pytest.mark.sweep
def test_forced_stop_does_not_wait(capfd):
    toy = program(STUBBORN.format(signals="[signal.SIGTERM, signal.SIGQUIT]"), stop_timeout=60)
    force_stop = threading.Event()
    toy.start()
    while "up" not in capfd.readouterr().out:
        time.sleep(0.02)
    force_stop.set()
    stop_all([toy], force_stop)
    assert toy.process.returncode == -signal.SIGKILL


@pytest.mark.sweep
def test_program_that_is_killed_leaves_no_child(tmp_path):
    pid = tmp_path / "pid"
    toy = Program("toy", ["sh", "-c", 'sleep 60 & echo $! >"$0"; kill -9 $$', str(pid)])
    toy.start()
    toy.process.wait()
    toy.check()
    time.sleep(0.1)
    assert not running(int(pid.read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
@pytest.mark.sweep
def test_supervisor_killed_takes_its_programs_along(tmp_path):
    script = (
        "import threading, sys\nfrom embedded.supervise import Program, supervise\n"
        "p = Program('toy', [sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "show = lambda: print(p.process.pid, flush=True)\n"
        "supervise([p], threading.Event(), threading.Event(), show)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = int(supervisor.stdout.readline())
    supervisor.kill()
    supervisor.wait()
    deadline = time.monotonic() + 5
    while running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(child)


@pytest.mark.sweep
def test_programs_of_a_background_job_heed_the_quick_stop():
    """A shell lets its background jobs ignore SIGQUIT."""
    script = (
        "import signal, sys, time\nfrom embedded.supervise import Program\n"
        "signal.signal(signal.SIGQUIT, signal.SIG_IGN)\n"
        "p = Program('toy', [sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "p.start()\np.process.send_signal(signal.SIGQUIT)\nprint(p.process.wait(10))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == -signal.SIGQUIT


def running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
