"""Read exports from bytes, as the process that reads them does."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from cases.importing.read import read_export
from cases.importing.read_limits import Limits

FIXTURES = Path(__file__).parent / "fixtures"
LIMITS = Limits(
    rows=30_000, megabytes=100, files=500, memory_mb=1024, seconds=60, advice="split it"
)


def pack(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def export_files(folder=""):
    return {f"{folder}{path.name}": path.read_bytes() for path in (FIXTURES / "export").iterdir()}


def read_bytes(data, form="", limits=LIMITS):
    """The export in a file with these bytes, and its format."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "upload"
        file.write_bytes(data)
        workspace = Path(folder) / "unpacked"
        workspace.mkdir()
        return read_export(file, form, limits=limits, workspace=workspace)
