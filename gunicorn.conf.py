"""How gunicorn serves the product, in a container and in `make run`; it finds this file by its name.

Each worker process counts for `/metrics` in files of its own, and whichever is asked adds them up.
"""

import os
import shutil
import tempfile
from pathlib import Path

worker_class = "gthread"
graceful_timeout = 30  # seconds that running requests have once told to stop; no statement of theirs takes more than 15
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a heartbeat that waits for no disk
control_socket_disable = True

FORMATTERS = {
    "line": {
        "()": "core.logs.LineFormatter",
        "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s",
    },
    "json": {"()": "core.logs.JsonFormatter"},
}
logconfig_dict = {  # of gunicorn itself; about each request the product says a line
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

COUNTS = Path(tempfile.gettempdir()) / f"casereview-metrics-{os.getpid()}"
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(COUNTS)


def on_starting(server):
    shutil.rmtree(COUNTS, ignore_errors=True)
    COUNTS.mkdir(mode=0o700)


def on_exit(server):
    shutil.rmtree(COUNTS, ignore_errors=True)
