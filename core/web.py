"""Errors become pages here, and nowhere else."""

import sys
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import CaseReviewError

DATABASE_AWAY = (OperationalError, InterfaceError)


class ErrorPagesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return not_that_way(request, response)
        return response

    def process_exception(self, request, error):
        if isinstance(error, CaseReviewError):
            return render(request, error.template, {"error": error, "again": way_back(request)}, status=error.status)
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return render(request, "413.html", status=413)
        if isinstance(error, DATABASE_AWAY):
            return back_in_a_moment()
        return None


def way_back(request):
    """The page to look at again: this one, or where the form stood if this address takes forms alone."""
    screen = getattr(getattr(request.resolver_match, "func", None), "screen", None)
    if screen is None or "GET" in screen.methods:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return urlsplit(came_from)._replace(scheme="", netloc="").geturl()
    return "/"


def not_that_way(request, response):
    """A link to an address that takes forms alone, as after signing in again: say so, and lead on."""
    page = render(request, "405.html", status=405)
    for name in ("Allow", "Cache-Control", "Expires"):
        if name in response:
            page[name] = response[name]
    return page


def back_in_a_moment():
    """Rendered without request: its user would be looked up in the database that is away."""
    return HttpResponse(loader.get_template("503.html").render(), status=503, headers={"Retry-After": "5"})


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Rendered without request or context processors: what broke the page may break them too.

    The database may be away before any view is reached, as when the session is read.
    """
    if isinstance(sys.exception(), DATABASE_AWAY):
        return back_in_a_moment()
    return HttpResponseServerError(loader.get_template("500.html").render())
