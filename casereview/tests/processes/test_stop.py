"""Servers shut down gracefully: no request is cut off, and no task is half done."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from casereview.celery import app
from casereview.tests.processes.conftest import end, free_port, get, start, wait_for

pytestmark = [pytest.mark.database, pytest.mark.sweep]
HERE = "casereview.tests.processes.lingering"


@pytest.fixture
def web(empty):
    """Two processes of gunicorn, as in the container."""
    address = f"127.0.0.1:{free_port()}"
    served = (f"{HERE}:application", f"--bind={address}", "--workers=2", "--threads=2")
    process = start(empty | {"METRICS_TOKEN": "token"}, "-m", "gunicorn", *served)
    wait_for(f"http://{address}/healthz")
    yield process, f"http://{address}"
    end(process)


def test_web_finishes_the_running_request_and_takes_no_other(web):
    process, url = web
    with ThreadPoolExecutor() as threads:
        running = threads.submit(get, f"{url}/linger")
        time.sleep(0.5)
        end(process)
        assert running.result() == (200, '{"status": "ok"}')
    assert process.returncode == 0
    with pytest.raises(OSError, match="refused"):
        get(f"{url}/healthz")


def test_web_adds_up_what_its_processes_counted(web):
    url = web[1]
    statuses = {get(f"{url}/nowhere/")[0] for _ in range(20)}
    counted = get(f"{url}/metrics", Authorization="Bearer token")[1]
    assert statuses == {404}
    assert (
        'casereview_request_seconds_count{method="GET",status="404",view="nothing"} 20.0' in counted
    )


def test_idle_web_stops_at_once(web):
    begun = time.monotonic()
    end(web[0])
    assert time.monotonic() - begun < 3


def test_worker_finishes_the_running_task(empty, tmp_path):
    queue = f"linger-{tmp_path.name}"
    app.send_task("tests.linger", args=[str(tmp_path)], queue=queue)
    program = (
        "-m",
        "celery",
        "--quiet",
        "-A",
        f"{HERE}:app",
        "worker",
        "-c1",
        f"-Q{queue}",
        f"-n{queue}@%h",
    )
    worker = start(empty, *program)
    deadline = time.monotonic() + 60
    while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    said = end(worker)
    assert (tmp_path / "done").exists(), said
    assert (tmp_path / "done").read_text() == "5min"
    assert worker.returncode == 0
