"""Log formatters that leave out what people wrote.

Postgres quotes the values of a row that it rejects, and only its readers may see a review.
"""

import json
import logging
import re
from datetime import UTC, datetime

from celery import current_task

from core.request_logging import current_id, current_request, route_of, user_id_of, view_of

QUOTED_VALUES = re.compile(
    r"(DETAIL|LINE \d+|CONTEXT|invalid input (?:syntax|value)[^:\n]*):.*?(?=\\n|\n|$)"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ACCESS_FIELDS = ("method", "status", "ms", "sql")


class LineFormatter(logging.Formatter):
    """One line of text; scrubs messages, tracebacks and quoted errors alike."""

    def format(self, record):
        record.request_id = current_id() or "-"
        return scrub(super().format(record), request_of(record))


class JsonFormatter(LineFormatter):
    """One JSON object a line. It holds only the fields below, whatever else is on the record."""

    def format(self, record):
        request = request_of(record)
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage(), request),
            "request_id": current_id(),
        }
        if current_task:
            entry["task"] = current_task.name
        if request:
            entry["view"] = view_of(request)
            entry["user_id"] = user_id_of(request)
        for name in ACCESS_FIELDS:
            entry[name] = getattr(record, name, None)
        if record.exc_info:
            entry["error"] = scrub(self.formatException(record.exc_info), request)
        return json.dumps({name: value for name, value in entry.items() if value not in (None, "")})


def request_of(record):
    """The request of a log line. Django's own lines carry it; some come after the request ended."""
    request = getattr(record, "request", None)
    return request if hasattr(request, "path_info") else current_request.get()


def scrub(text, request):
    """`text` without quoted values, e-mail addresses, and tokens in the page's own address."""
    text = QUOTED_VALUES.sub(r"\1: left out", text)
    text = EMAIL.sub("(an address)", text)
    if request is None or route_of(request) == request.path or request.path == "/":
        return text
    return text.replace(request.path, route_of(request))
