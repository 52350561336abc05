"""A zipped export: only the files we know are unpacked, up to the size limit."""

import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from cases.importing.json_files import kind_of
from cases.importing.read_limits import CHUNK
from cases.importing.rows import UnreadableExport

NAME_LIMIT = 100
ENTRIES_LIMIT = 20_000
TABLE = "table.csv"
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
    ValueError,
    OverflowError,
    OSError,
)


def unpack_zip(path, folder, limits):
    """Unpack what we can read of the zip at `path` into the empty `folder`.

    Returns the path of the table if the zip holds one CSV, or None if it holds a Zendesk export,
    and the names of the files that were left out. Unpacking stops at the size of `limits`,
    whatever an entry claims about its own. Raises UnreadableExport.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            wanted, left_out = choose_entries(packed, limits)
            unpack(packed, wanted, folder, limits)
    except BROKEN as error:
        raise UnreadableExport(
            "The zip is damaged, or compressed in an unsupported way."
        ) from error
    table = folder / TABLE
    return (table if table.exists() else None), left_out


def choose_entries(packed, limits):
    """{our name: entry} of the files to read, and the names of those that are left out.

    Folders do not matter, so names must be unique. Names are only compared and shown: what is
    written has a name that `kind_of` knows.
    """
    entries = packed.infolist()
    if len(entries) > ENTRIES_LIMIT:
        limits.refuse(f"{ENTRIES_LIMIT:,} files")
    exports, tables, others = sort_entries(entries)
    if any(name.startswith("tickets") for name in exports):
        wanted = exports
        others += tables
    elif len(tables) == 1 and not exports:
        wanted = {TABLE: tables[0]}
    else:
        raise UnreadableExport(NEITHER)
    if len(wanted) > limits.files:
        limits.refuse(f"{limits.files:,} files")
    return wanted, sorted(entry.filename[:NAME_LIMIT] for entry in others)


def sort_entries(entries):
    """The entries of a Zendesk export by name, tables, and files that are neither."""
    exports = {}
    tables = []
    others = []
    for entry in entries:
        path = PurePosixPath(entry.filename)
        name = path.name.lower()
        if str(path) == "xl/workbook.xml":
            raise UnreadableExport("This is an Excel workbook: save its table as CSV.")
        if entry.is_dir() or name.startswith(".") or "__MACOSX" in path.parts:
            continue
        if len(name) <= NAME_LIMIT and kind_of(name):
            if name in exports:
                raise UnreadableExport(f"The zip contains {name} twice.")
            exports[name] = entry
        elif name.endswith(".csv"):
            tables.append(entry)
        else:
            others.append(entry)
    return exports, tables, others


def unpack(packed, wanted, folder, limits):
    left = limits.size
    for name, entry in wanted.items():
        with packed.open(entry) as content, (folder / name).open("wb") as out:
            while chunk := content.read(min(CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    limits.refuse(f"{limits.megabytes:,} MB unpacked")
                out.write(chunk)
