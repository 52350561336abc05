"""Read an export in a process of its own, so that no file can use up our memory or time.

The process knows neither Django nor the database. `python -m cases.importing` is its other end.
"""

import contextlib
import json
import logging
import pickle
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from cases.importing import rows

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-S", "-m", "cases.importing"]  # -S: it needs no package of others
PREFIX = "casereview-import-"
LEFTOVER = 24 * 3600  # seconds: nobody reads for so long
LOGGED = 4000  # characters of a traceback
TOO_LONG = "Reading the export took longer than {seconds} seconds: {advice}."
TOO_LARGE = "Reading the export takes more than {memory_mb:,} MB of memory: {advice}."
FAILED = "Reading the export failed because of an error in Case Review. The log has details."
OUT_OF_TIME = -signal.SIGXCPU
OUT_OF_MEMORY = (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS)


def read_isolated(path, form="", fields=None, *, limits):
    """As `read.read_export`, in a process that ends at the `limits`.

    Raises UnreadableExport, also with a sentence about the limit that was reached.
    """
    remove_leftovers()
    with TemporaryDirectory(prefix=PREFIX) as folder:
        request = {
            "path": str(Path(path).absolute()),
            "form": form,
            "fields": fields,
            "limits": asdict(limits),
        }
        with (Path(folder) / "export").open("w+b") as out:
            run(request, folder, out, limits)
            out.seek(0)
            answer, content = RowsUnpickler(out).load()
    if answer == "unreadable":
        raise rows.UnreadableExport(content)
    return content


def remove_leftovers():
    """Delete the folders of workers that were killed: they hold the texts of customers."""
    before = time.time() - LEFTOVER
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder) if folder.is_dir() else folder.unlink()


def run(request, folder, out, limits):
    """Run the process until it has written its answer to `out`."""
    workspace = Path(folder) / "unpacked"
    workspace.mkdir()
    values = asdict(limits)
    try:
        process = subprocess.run(  # noqa: S603  our own program
            COMMAND,
            input=json.dumps(request | {"workspace": str(workspace)}).encode(),
            stdout=out,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={"TMPDIR": folder, "PYTHONUTF8": "1"},  # and none of our secrets
            timeout=limits.seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise rows.UnreadableExport(TOO_LONG.format(**values)) from error
    if process.returncode == OUT_OF_TIME:
        raise rows.UnreadableExport(TOO_LONG.format(**values))
    if process.returncode in OUT_OF_MEMORY or b"MemoryError" in process.stderr:
        raise rows.UnreadableExport(TOO_LARGE.format(**values))
    if process.returncode:
        log.error("reading failed: %s", process.stderr.decode(errors="replace")[-LOGGED:])
        raise rows.UnreadableExport(FAILED)


class RowsUnpickler(pickle.Unpickler):
    """Makes rows, dates and plain values, and nothing else."""

    def find_class(self, module, name):
        if module == "datetime" and name in ("datetime", "date", "timezone", "timedelta"):
            return super().find_class(module, name)
        if module == rows.__name__ and isinstance(getattr(rows, name, None), type):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no row")
