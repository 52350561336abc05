"""Text out of the bytes of a file. A bad byte costs one letter, never the file."""

from cases.importing.rows import Note

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
REPLACEMENT = "\ufffd"


def decode(data):
    """The text in `data`, and warnings: by the byte order mark, else UTF-8, else Windows-1252."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return decode_as(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if data[1:2000:2].count(0) > len(data[:2000]) // 3:
        return decode_otherwise(data, "utf-16-le")
    if is_damaged_utf8(data):
        return decode_as(data, "utf-8")
    return decode_otherwise(data, "cp1252")


def decode_as(data, encoding):
    """Each part of `data` that the encoding does not allow becomes one replacement character."""
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    line = text.count("\n", 0, text.find(REPLACEMENT)) + 1
    reason = f"bytes that are not {encoding.upper()} were replaced by {REPLACEMENT}"
    return text, [Note(line, "", reason, text.count(REPLACEMENT))]


def decode_otherwise(data, encoding):
    reason = f"the file is not UTF-8; it was read as {encoding}"
    return data.decode(encoding, "replace"), [Note(1, "", reason)]


def is_damaged_utf8(data):
    """Whether more letters of `data` are right in UTF-8 than wrong; in old encodings few are.

    An ASCII file with one odd byte is not: in Windows-1252 that byte is a letter.
    """
    text = data.decode("utf-8", "replace")
    wrong = text.count(REPLACEMENT)
    right = sum(not char.isascii() for char in text) - wrong
    return right > wrong
