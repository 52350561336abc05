"""Detect a file's type by its content, not its name."""

SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
)
SAMPLE = 4096
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
CONTROL = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1b"})
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def judge(start):
    """The media type of a file that begins with `start`; text of any kind is text/plain.

    Markup is text as well: a download never becomes a page of ours.
    """
    for signature, media_type in SIGNATURES:
        if start.startswith(signature):
            return media_type
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    has_control_characters = start.translate(None, CONTROL) != start
    if start.startswith(BOMS) or not has_control_characters:
        return TEXT
    return UNKNOWN
