"""The current request: its id, its cost, and its log line."""

import logging
import time
from contextvars import ContextVar

from django.conf import settings
from django.db import connection
from django.dispatch import Signal
from django_guid import get_guid

SLOW_QUERIES = 30
SLOW_MS = 500
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

request_answered = Signal()  # with `request`, `status`, `seconds` and `queries`
current_request = ContextVar("request", default=None)
log = logging.getLogger("casereview.access")


def current_id():
    """The id of the current request or task, which all its log lines carry; "" outside of both."""
    return get_guid() or ""


class RequestMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.TRUSTED_PROXIES:
            request.META.pop("HTTP_X_REQUEST_ID", None)  # only our own proxy may choose it
        token = current_request.set(request)
        counter = QueryCounter()
        started = time.perf_counter()
        try:
            with connection.execute_wrapper(counter):
                response = self.get_response(request)
            seconds = time.perf_counter() - started
            log_request(request, response.status_code, seconds, counter.count)
        finally:
            current_request.reset(token)
        return response


class QueryCounter:
    count = 0

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


def log_request(request, status, seconds, queries):
    ms = round(seconds * 1000)
    is_slow = ms > SLOW_MS or queries > SLOW_QUERIES
    message = "%s %s %s in %s ms, %s queries" + (", which is slow" if is_slow else "")
    method = method_of(request)
    extra = {"request": request, "method": method, "status": status, "ms": ms, "sql": queries}
    arguments = (method, route_of(request), status, ms, queries)
    log.log(level_of(status, is_slow), message, *arguments, extra=extra)
    request_answered.send(
        sender=None, request=request, status=status, seconds=seconds, queries=queries
    )


def level_of(status, is_slow):
    return logging.WARNING if is_slow or status >= 500 else logging.INFO


def method_of(request):
    """The HTTP method; "another method" for one that a client made up."""
    return request.method if request.method in METHODS else "another method"


def view_of(request):
    """The name of the view; `static` or `nothing` where no view answered."""
    match = request.resolver_match
    if match:
        return match.view_name or match.route
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "nothing"


def route_of(request):
    """The URL pattern instead of the address: without ids and without the tokens of links."""
    match = request.resolver_match
    return f"/{match.route}" if match else f"({view_of(request)})"


def user_id_of(request):
    """The user's id if the page looked it up already: logging causes no query."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
