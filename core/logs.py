"""Log lines without what people wrote: Postgres quotes the row it refuses, and a review's words are for its readers."""

import json
import logging
import re
from datetime import UTC, datetime

from celery import current_task

from core.request_logging import current, current_id, route_of, user_id_of, view_of

QUOTED = re.compile(
    r"(DETAIL|LINE \d+|CONTEXT|invalid input (?:syntax|value)[^:\n]*):.*?(?=\\n|\n|$)"
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
FACTS = ("method", "status", "ms", "sql")  # of the line about a request


class LineFormatter(logging.Formatter):
    """Drops from any line, traceback or quoted error the parts in which the database repeats values."""

    def format(self, record):
        record.request_id = current_id() or "-"
        return scrub(super().format(record), request_of(record))


class JsonFormatter(LineFormatter):
    """One object a line for machines. It holds what is listed here, and nothing else that hangs on a record."""

    def format(self, record):
        request = request_of(record)
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage(), request),
            "request_id": current_id(),
            "task": current_task.name if current_task else None,
            "view": view_of(request) if request else None,
            "user_id": user_id_of(request) if request else None,
            **{name: getattr(record, name, None) for name in FACTS},
            "error": scrub(self.formatException(record.exc_info), request)
            if record.exc_info
            else None,
        }
        return json.dumps({name: value for name, value in told.items() if value not in (None, "")})


def request_of(record):
    """Django names it on its own lines, some of which come after the request is done with."""
    named = getattr(record, "request", None)
    return named if hasattr(named, "path_info") else current.get()


def scrub(text, request):
    """Without quoted values, addresses of people, and the tokens that are part of a page's own address."""
    text = MAIL.sub("(an address)", QUOTED.sub(r"\1: left out", text))
    if request is None or route_of(request) == request.path or request.path == "/":
        return text
    return text.replace(request.path, route_of(request))
