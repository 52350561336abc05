"""A packed export: only the files we know are unpacked, and never more than fits."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from cases.importing.csv_file import parse_csv
from cases.importing.rows import UnreadableExport
from cases.importing.zendesk import read_zendesk

KNOWN = re.compile(r"(?:organizations|users|tickets|comments)(?:[-_]?\d+)?\.json")
TOTAL_LIMIT = 100 * 1024 * 1024
FILE_LIMIT = 500
NEITHER = "The zip contains neither tickets*.json nor a single CSV file."
# What the standard library raises for a damaged zip; RuntimeError also asks for a password.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    RuntimeError,
)
BROKEN += (ValueError, OverflowError, OSError)


def is_zip(data):
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def read_zip(data, fields=None, most=None):
    """The export in the bytes of a zip (a Zendesk folder, or one CSV) and its format.

    Unpacking stops at TOTAL_LIMIT bytes, whatever an entry claims about its size. `most` is how
    many rows a CSV in it may have. Raises UnreadableExport.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            files = unpack(packed, wanted_entries(packed))
    except BROKEN as error:
        raise UnreadableExport(
            "The zip is damaged, or compressed in an unsupported way."
        ) from error
    tables = [name for name in files if name.lower().endswith(".csv")]
    if len(tables) == len(files) == 1:
        return parse_csv(files[tables[0]], most), "csv"
    if not any(name.startswith("tickets") for name in files):
        raise UnreadableExport(NEITHER)
    return read_folder(files, fields), "zendesk"


def wanted_entries(packed):
    """{plain name: entry} of the files to read; folders do not matter, so names must be unique."""
    wanted = {}
    for entry in packed.infolist():
        path = PurePosixPath(entry.filename)
        is_readable = KNOWN.fullmatch(path.name) or path.suffix.lower() == ".csv"
        if entry.is_dir() or not is_readable or "__MACOSX" in path.parts:
            continue
        if path.name in wanted:
            raise UnreadableExport(f"The zip contains {path.name[:60]} twice.")
        wanted[path.name] = entry
    if "xl/workbook.xml" in packed.namelist():
        raise UnreadableExport("This is an Excel workbook: save its table as CSV.")
    if not wanted or len(wanted) > FILE_LIMIT:
        raise UnreadableExport(NEITHER)
    return wanted


def unpack(packed, wanted):
    files = {}
    left = TOTAL_LIMIT
    for name, entry in wanted.items():
        with packed.open(entry) as content:
            files[name] = content.read(left + 1)
        left -= len(files[name])
        if left < 0:
            limit = TOTAL_LIMIT // 1024**2
            raise UnreadableExport(
                f"Unpacked, the zip has more than {limit} MB: use the import command."
            )
    return files


def read_folder(files, fields):
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            if KNOWN.fullmatch(name):
                (Path(folder) / name).write_bytes(content)
        return read_zendesk(folder, fields)
