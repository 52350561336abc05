"""The name of a review on its page, in exports and as a file name: Monday, people and case."""

import re
import unicodedata
from datetime import date
from urllib.parse import quote

LONGEST = 150  # characters of a file name, far below what file systems allow
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|%]+')


def review_name(monday: date, reviewer: str, owner: str, number: str) -> str:
    """As in "2026-11-30 · Hana Kim reviews case 4921 (Ana Duarte)"."""
    name = f"{monday.isoformat()} · {reviewer} reviews case {number}"
    return name if reviewer == owner else f"{name} ({owner})"


def content_disposition(name: str, ending: str) -> str:
    """The header of a download, with the name in ASCII and in full (RFC 5987)."""
    name = " ".join(NOT_IN_NAMES.sub(" ", name)[:LONGEST].split())
    plain = unicodedata.normalize("NFKD", name.replace("·", "-"))
    plain = NOT_IN_NAMES.sub("_", plain)  # wide quotes and slashes have become plain ones
    plain = "".join(char if char.isascii() else "_" for char in plain if not is_accent(char))
    encoded = quote(f"{name}.{ending}", safe="", errors="replace")
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{encoded}"


def is_accent(char: str) -> bool:
    return unicodedata.category(char) == "Mn"
