"""The JSON files of an export folder, page by page."""

import json
import re
from pathlib import Path

from cases.importing.rows import UnreadableExport


def find_files(folder, kind):
    """`kind`.json and `kind`-1.json, `kind`-2.json … in the order of their numbers."""
    pages = [
        path
        for path in Path(folder).glob(f"{kind}*.json")
        if re.fullmatch(rf"{kind}([-_]?\d+)?", path.stem)
    ]
    return sorted(pages, key=page_number)


def page_number(path):
    return int((re.search(r"\d+$", path.stem) or [0])[0])


def load(path):
    """The content of the file. Raises UnreadableExport with file and place if it is not JSON."""
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableExport(f"{path.name} is not valid JSON: {error.msg} at {place}.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableExport(f"{path.name} is not valid JSON.") from error
    except OSError as error:
        raise UnreadableExport(f"{path.name} cannot be read: {error.strerror}.") from error


def entries(path, kind):
    """The (position, id, record) of each record under `kind`, and whether this is the last page.

    The second is None if the page does not say. What is no record at all is passed on as an empty
    one, so that it is rejected in its place.
    """
    content = load(path)
    records = content.get(kind) if isinstance(content, dict) else content
    if not isinstance(records, list):
        raise UnreadableExport(f"{path.name} contains no list of {kind}.")
    rows = [
        (position, shown_id(record), as_record(record))
        for position, record in enumerate(records, start=1)
    ]
    return rows, content.get("end_of_stream") if isinstance(content, dict) else None


def as_record(record):
    return record if isinstance(record, dict) else {}


def shown_id(record):
    key = as_record(record).get("id")
    return key if isinstance(key, int | str) and not isinstance(key, bool) else ""
