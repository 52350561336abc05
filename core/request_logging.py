"""The request that is being answered: under which id the log tells of it, what it cost, and one line about it."""

import logging
import time
from contextvars import ContextVar

from django.conf import settings
from django.db import connection
from django.dispatch import Signal
from django_guid import get_guid

SLOW_QUERIES, SLOW_MS = 30, 500
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

request_answered = Signal()  # with `request`, `status`, `seconds` and `queries`
current = ContextVar("request", default=None)
log = logging.getLogger("casereview.access")


def current_id():
    """The id of the request or task at hand, by which the log finds all that it did; empty outside of both."""
    return get_guid() or ""


class RequestMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.TRUSTED_PROXIES:
            request.META.pop("HTTP_X_REQUEST_ID", None)  # only a proxy of ours may choose it
        token, statements, begun = current.set(request), QueryCounter(), time.perf_counter()
        try:
            with connection.execute_wrapper(statements):
                response = self.get_response(request)
            log_request(
                request, response.status_code, time.perf_counter() - begun, statements.count
            )
        finally:
            current.reset(token)
        return response


class QueryCounter:
    """Counts what is asked of the database."""

    count = 0

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


def log_request(request, status, seconds, queries):
    ms = round(seconds * 1000)
    slow = ms > SLOW_MS or queries > SLOW_QUERIES
    words = "%s %s %s in %s ms, %s queries" + (", which is slow" if slow else "")
    method = method_of(request)
    facts = {"request": request, "method": method, "status": status, "ms": ms, "sql": queries}
    log.log(
        level_of(status, slow), words, method, route_of(request), status, ms, queries, extra=facts
    )
    request_answered.send(
        sender=None, request=request, status=status, seconds=seconds, queries=queries
    )


def level_of(status, slow):
    return logging.WARNING if slow or status >= 500 else logging.INFO


def method_of(request):
    """One of a few, however a stranger calls it."""
    return request.method if request.method in METHODS else "another method"


def view_of(request):
    """The name of the view; `static` and `nothing` for what no view answers."""
    match = request.resolver_match
    if match:
        return match.view_name or match.route
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "nothing"


def route_of(request):
    """The address without what is particular to it: ids, and the tokens by which invitations and passwords open."""
    match = request.resolver_match
    return f"/{match.route}" if match else f"({view_of(request)})"


def user_id_of(request):
    """Only if the page asked who it is: the log asks nothing of the database."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
