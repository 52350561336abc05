"""How gunicorn serves the product, in a container and in `make run`; it finds this file by name.

Each worker process counts for `/metrics` in its own files; the one that answers adds them up.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import environ

worker_class = "gthread"
graceful_timeout = 30  # seconds for running requests; no statement of theirs takes more than 15
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  no disk delays a heartbeat
control_socket_disable = True

FORMATTERS = {
    "line": {
        "()": "core.logs.LineFormatter",
        "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s",
    },
    "json": {"()": "core.logs.JsonFormatter"},
}
logconfig_dict = {  # for gunicorn itself; the product logs the requests
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": FORMATTERS,
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": os.environ.get("LOG_FORMAT") or "line",
        }
    },
    "root": {"handlers": ["console"]},
    "loggers": {"gunicorn.error": {"handlers": ["console"], "propagate": False}},
}

METRICS_FOLDER = Path(tempfile.gettempdir()) / f"casereview-metrics-{os.getpid()}"
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_FOLDER)


def on_starting(server):
    if environ.Env().bool("DEMO", default=False):
        refuse_open_demo(server.cfg.address)
    shutil.rmtree(METRICS_FOLDER, ignore_errors=True)
    METRICS_FOLDER.mkdir(mode=0o700)


def on_exit(server):
    shutil.rmtree(METRICS_FOLDER, ignore_errors=True)


def refuse_open_demo(addresses):
    """The demo signs anybody in with one click, so it must not listen beyond this machine."""
    for address in addresses:
        host = address[0] if isinstance(address, tuple) else address
        if host not in ("127.0.0.1", "::1", "localhost"):
            sys.exit(f"DEMO=1 only listens on this machine (127.0.0.1), and not on {host}.")
