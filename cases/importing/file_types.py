"""Detect what a file is by its first bytes, whatever its name says."""

from codecs import getincrementaldecoder

from cases.importing.rows import UnreadableExport

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "packed by gzip: unpack it first"),
    (b"BZh", "packed by bzip2: unpack it first"),
    (b"\xfd7zXZ\x00", "packed by xz: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file: save it as CSV"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
MARKUP = (b"<!doctype", b"<html", b"<?xml")
SAMPLE = 4096
BLANK = b"\xef\xbb\xbf \t\r\n"
CONTROL = bytes({*range(32), 127} - {*b"\t\n\v\f\r"}).replace(b"\x00", b"")


def is_zip(start):
    return start.startswith(ZIPS)


def is_json(start):
    return start[:SAMPLE].lstrip(BLANK)[:1] in (b"{", b"[")


def check_upload(start):
    """Raises UnreadableExport if a file that begins with `start` is clearly not an export."""
    if not is_zip(start) and not is_json(start):
        refuse_non_table(start)


def refuse_non_table(data):
    """Raises UnreadableExport, which names the type, if `data` is plainly no text with columns.

    NUL bytes alone say nothing: UTF-16 is full of them, and careless exports hold some.
    """
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableExport(f"This is not a table of cases but {what}.")
    start = data[:SAMPLE].lstrip(BLANK)
    if is_json(start):
        raise UnreadableExport("This is not a table of cases but JSON.")
    if start.lower().startswith(MARKUP):
        raise UnreadableExport(
            "This is a web page or XML, perhaps from a download that asked to sign in."
        )
    if not is_utf8(start) and sum(start.count(byte) for byte in CONTROL) > len(start) // 20:
        raise UnreadableExport(
            "This is not text: it is full of control characters. Save the table as CSV."
        )


def is_utf8(start):
    """Whether `start`, which may end within a letter, is UTF-8."""
    try:
        getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True
