"""The JSON files of an export folder, page by page."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from cases.importing.encoding import decode
from cases.importing.rows import Note, UnreadableExport

KINDS = ("organizations", "users", "tickets", "comments")
NUMBER = r"(?:[-_. ]?(?:page|part)?[-_. ]?(\d+))?"
NAME = re.compile(rf"({'|'.join(KINDS)}){NUMBER}\.(?:json|jsonl|ndjson)", re.IGNORECASE)

MOST = 10**9  # records that a page may count; more is no count


@dataclass
class Page:
    """One file: its records of each kind, and what it says about the pages after it.

    `has_more` is None if the file does not say. Of its own kind, the page has `size` records, and
    all pages together should have `total`.
    """

    name: str
    kind: str
    records: dict[str, list]
    size: int
    has_more: bool | None = None
    total: int = 0
    warnings: list[Note] = field(default_factory=list)

    def numbered(self, kind):
        """The (position, id, record) of each record of `kind`.

        What is no record at all is passed on as an empty one, so that it is rejected in its place.
        """
        return [
            (position, shown_id(record), as_record(record))
            for position, record in enumerate(self.records.get(kind, []), start=1)
        ]


def kind_of(name):
    """The kind of records in a file called `name`, "" if it is none that we know."""
    match = NAME.fullmatch(name)
    return match[1].lower() if match else ""


def find_files(folder, kind):
    """The files of `kind`, for example users.json, users-2.json, users_page_3.jsonl, in order."""
    pages = [path for path in Path(folder).iterdir() if kind_of(path.name) == kind]
    return sorted(pages, key=lambda path: (page_number(path) or 0, path.name))


def page_number(path):
    """The number in the name of a page, or None."""
    match = NAME.fullmatch(path.name)
    return int(match[2]) if match and match[2] else None


def other_files(folder):
    """The names of files in `folder` that are not read, without hidden ones."""
    names = (path.name for path in Path(folder).iterdir() if path.is_file())
    return sorted(name for name in names if not kind_of(name) and not name.startswith("."))


def load(path):
    """The content of the file and warnings. Several JSON texts, one on each line, are a list.

    Raises UnreadableExport with file and place if it is not JSON.
    """
    try:
        text, warnings = decode(path.read_bytes())
        return parse_json(text), warnings
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableExport(f"{path.name} is not valid JSON: {error.msg} at {place}.") from error
    except RecursionError as error:
        raise UnreadableExport(f"{path.name} is nested too deeply.") from error
    except OSError as error:
        raise UnreadableExport(f"{path.name} cannot be read: {error.strerror}.") from error


def parse_json(text):
    """One JSON text, or a list of those on each line. The error is that of the whole text."""
    try:
        return parse_one(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
        try:
            return [parse_one(line) for line in text.split("\n") if line.strip()]
        except json.JSONDecodeError:
            raise error from None


def parse_one(text):
    return json.loads(text, parse_int=parse_int, parse_constant=lambda name: None)


def parse_int(digits):
    """The number; one with more digits than Python converts stays a text."""
    try:
        return int(digits)
    except ValueError:
        return digits


def read_page(path, kind):
    """The page in the file at `path`, whose own records are of `kind`. Raises UnreadableExport."""
    content, warnings = load(path)
    if isinstance(content, dict) and "id" in content and not isinstance(content.get(kind), list):
        content = [content]
    if isinstance(content, list):
        return Page(path.name, kind, {kind: content}, len(content), warnings=warnings)
    if not isinstance(content, dict) or not isinstance(content.get(kind), list):
        raise UnreadableExport(f"{path.name} contains no list of {kind}.")
    records = {name: value for name, value in content.items() if isinstance(value, list)}
    total = content.get("count")
    total = total if isinstance(total, int) and total < MOST else 0
    size = len(records[kind])
    return Page(path.name, kind, records, size, has_more_pages(content), total, warnings)


def has_more_pages(content):
    """What a page says about the next one, in any of Zendesk's three ways; None if nothing."""
    meta = content.get("meta")
    links = content.get("links")
    if isinstance(content.get("end_of_stream"), bool):
        return not content["end_of_stream"]
    if isinstance(meta, dict) and isinstance(meta.get("has_more"), bool):
        return meta["has_more"]
    if isinstance(links, dict) and "next" in links:
        return bool(links["next"])
    return bool(content["next_page"]) if "next_page" in content else None


def as_record(record):
    return record if isinstance(record, dict) else {}


def shown_id(record):
    key = as_record(record).get("id")
    return key if isinstance(key, int | str) and not isinstance(key, bool) else ""
