import pytest

from files.content_types import judge


@pytest.mark.parametrize(
    ("start", "media_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"PK\x03\x04...", "application/zip"),
        (b"id;status\n1;open\n", "text/plain"),
        ("Zoë\n".encode("utf-16"), "text/plain"),
        (b"<html><script>alert(1)</script>", "text/plain"),
        (b"", "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_judge_goes_by_content(start, media_type):
    assert judge(start) == media_type
