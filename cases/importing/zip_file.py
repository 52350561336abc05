"""An export packed by somebody else: only the files we know are unpacked, and never more than fits."""

import io
import re
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
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def is_zip(data):
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def read_zip(data, fields=None):
    """The export in the bytes of a zip (a Zendesk folder, or one CSV) and its format. Raises UnreadableExport.

    What an entry claims about its size is not believed: unpacking stops at TOTAL_LIMIT bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            wanted = wanted_entries(packed)
            tables = [name for name in wanted if name.lower().endswith(".csv")]
            if len(tables) == 1 and len(wanted) == 1:
                return parse_csv(unpack(packed, wanted[tables[0]], TOTAL_LIMIT)), "csv"
            return read_folder(packed, wanted, fields), "zendesk"
    except BROKEN as error:
        raise UnreadableExport("The zip is damaged, or packed in a way that cannot be read here.") from error


def wanted_entries(packed):
    """{plain name: entry} of the files to read. Folders inside the zip do not matter, so a name must be there once."""
    wanted = {}
    for entry in packed.infolist():
        path = PurePosixPath(entry.filename)
        known = KNOWN.fullmatch(path.name) or path.suffix.lower() == ".csv"
        if entry.is_dir() or not known or "__MACOSX" in path.parts:
            continue
        if path.name in wanted:
            raise UnreadableExport(f"The zip holds {path.name} twice.")
        wanted[path.name] = entry
    if not wanted or len(wanted) > FILE_LIMIT:
        raise UnreadableExport("The zip holds neither tickets*.json nor one CSV.")
    return wanted


def read_folder(packed, wanted, fields):
    left = TOTAL_LIMIT
    with TemporaryDirectory() as folder:
        for name, entry in wanted.items():
            if KNOWN.fullmatch(name):
                content = unpack(packed, entry, left)
                left -= len(content)
                (Path(folder) / name).write_bytes(content)
        if not any(name.startswith("tickets") for name in wanted):
            raise UnreadableExport("The zip holds neither tickets*.json nor one CSV.")
        return read_zendesk(folder, fields)


def unpack(packed, entry, limit):
    with packed.open(entry) as content:
        data = content.read(limit + 1)
    if len(data) > limit:
        raise UnreadableExport(f"Unpacked, the zip holds more than {TOTAL_LIMIT // 1024**2} MB: use the command.")
    return data
