"""Errors become pages here, and nowhere else."""

import logging
import sys
from itertools import chain, islice
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.template import loader
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from core.database import explain, is_unavailable, sqlstate_of
from core.errors import CaseReviewError, RateLimited
from core.form_recovery import posted_fields, read_typed_text, typed_text
from core.request_logging import current_id

log = logging.getLogger(__name__)

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class ErrorPagesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and "text/html" in request.headers.get("Accept", ""):
            return method_not_allowed(request, response)
        return with_first_chunk(response) if response.streaming else response

    def process_exception(self, request, error):
        if isinstance(error, RateLimited):
            return rate_limited(request, error)
        if isinstance(error, CaseReviewError):
            again = return_url(request)
            kept = typed_text(request)
            return error_page(
                request, error.template, error.status, error=error, again=again, kept=kept
            )
        if isinstance(error, (*TOO_BIG, UnreadablePostError)):
            return bad_request(request, error)
        if is_unavailable(error):
            return database_unavailable(request, error, read_typed_text(request))
        return None


def rate_limited(request, error):
    """A page; or, for a list that htmx fills, the sentence in its place, and the next search works as before."""
    if request.headers.get("HX-Request"):
        page = error_page(request, "parts/rate_limited.html", 429, error=error)
        page["HX-Reswap"] = "innerHTML"
        page["HX-Reselect"] = "#slow-down"
        page["HX-Push-Url"] = "false"
    else:
        facts = {
            "again": return_url(request),
            "kept": typed_text(request),
            "request_id": None,
        }  # nothing to be looked into
        page = error_page(request, "429.html", 429, error=error, **facts)
    page["Retry-After"] = error.seconds
    return page


def too_many_requests(request, exception=None):
    """What allauth's own limits of a minute answer."""
    return rate_limited(
        request, RateLimited("That was a lot in a short time. Wait a minute, then try again.", 60)
    )


def with_first_chunk(response):
    """The first piece of a long answer is made before its status is sent: what goes wrong there is still a page."""
    pieces = iter(response.streaming_content)
    response.streaming_content = chain(list(islice(pieces, 1)), pieces)
    return response


def signed_out(request):
    """To sign-in and back; a form that was filled meanwhile is kept in the page, to be sent from there."""
    if request.headers.get("HX-Request"):
        return HttpResponse("Signed out.", status=401)
    to_sign_in = redirect_to_login(return_url(request))
    resend = posted_fields(request)
    if not resend:
        return to_sign_in
    why = getattr(request, "ended_because", "")
    return error_page(request, "401.html", 401, resend=resend, sign_in=to_sign_in.url, why=why)


def return_url(request):
    """The page to look at again: this one, or where the form stood if this address takes forms alone."""
    screen = getattr(getattr(request.resolver_match, "func", None), "screen", None)
    if screen is None or "GET" in screen.methods:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return urlsplit(came_from)._replace(scheme="", netloc="").geturl()
    return "/"


def method_not_allowed(request, response):
    """A link to an address that takes forms alone, as after signing in again: say so, and lead on."""
    page = error_page(request, "405.html", 405)
    page["Allow"] = response["Allow"]
    return page


def error_page(request, template, status, **context):
    """An error's page carries its reader's name, as every page does, so no cache keeps it either."""
    page = render(request, template, context | {"request_id": current_id()}, status=status)
    add_never_cache_headers(page)
    return page


def standalone_error(request, template, status, **context):
    """Rendered without request or context processors: what broke the page may break them too."""
    again = request.get_full_path() if request.method == "GET" else ""
    body = loader.get_template(template).render(
        context | {"again": again, "request_id": current_id()}
    )
    page = HttpResponse(body, status=status)
    add_never_cache_headers(page)
    return page


def database_unavailable(request, error, kept=()):
    """Its user would be looked up in the database that is away."""
    cause, seconds = explain(error)
    log.warning("the database is away: %s %s", type(error).__name__, sqlstate_of(error))
    page = standalone_error(request, "503.html", 503, cause=cause, kept=kept)
    page["Retry-After"] = seconds
    return page


def csrf_failure(request, reason=""):
    """Signing in again makes the mark of every open form an old one: such a form may be sent once more.

    Only one of our own, for what another site posts must not be a click away from being done.
    """
    resend = posted_fields(request) if is_same_origin(request) else []
    return error_page(request, "403_csrf.html", 403, reason=reason, resend=resend)


def is_same_origin(request):
    """Whether the browser says that a page of ours posted this, to a screen for people who are signed in."""
    screen = getattr(getattr(request.resolver_match, "func", None), "screen", None)
    here = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS]
    return bool(screen and not screen.public and request.headers.get("Origin") in here)


def bad_request(request, exception=None):
    """What cannot be read. What is too large is one of them wherever it is noticed, which may be before any view."""
    if isinstance(exception, TOO_BIG):
        return error_page(request, "413.html", 413)
    return error_page(request, "400.html", 400)


def forbidden(request, exception=None):
    return error_page(request, "403.html", 403)


def not_found(request, exception=None):
    return error_page(request, "404.html", 404, kept=typed_text(request))


def server_error(request):
    """The database may be away before any view is reached, as when the session is read."""
    error = sys.exception()
    if is_unavailable(error):
        return database_unavailable(request, error, read_typed_text(request))
    return standalone_error(request, "500.html", 500)
