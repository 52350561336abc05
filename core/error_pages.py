"""The one place where errors become pages."""

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
        if response.streaming:
            return with_first_chunk(response)
        return response

    def process_exception(self, request, error):
        if isinstance(error, RateLimited):
            return rate_limited(request, error)
        if isinstance(error, CaseReviewError):
            return case_review_error(request, error)
        if isinstance(error, (*TOO_BIG, UnreadablePostError)):
            return bad_request(request, error)
        if is_unavailable(error):
            return database_unavailable(request, error, read_typed_text(request))
        return None


def case_review_error(request, error):
    """The page that the error names, with what the person typed and a link to try again."""
    context = {
        "error": error,
        "retry_url": return_url(request),
        "typed_text": typed_text(request),
    }
    return error_page(request, error.template, error.status, **context)


def rate_limited(request, error):
    """A page; for htmx a sentence in place of the list, so the next search still works."""
    if request.headers.get("HX-Request"):
        page = error_page(request, "parts/rate_limited.html", 429, error=error)
        page["HX-Reswap"] = "innerHTML"
        page["HX-Reselect"] = "#rate-limited"
        page["HX-Push-Url"] = "false"
    else:
        context = {
            "error": error,
            "retry_url": return_url(request),
            "typed_text": typed_text(request),
            "request_id": None,  # there is nothing for an administrator to look up
        }
        page = error_page(request, "429.html", 429, **context)
    page["Retry-After"] = error.seconds
    return page


def too_many_requests(request, exception=None):
    """The answer to allauth's own limits, which do not say how long to wait."""
    sentence = "Too many requests in a short time. Try again in a few minutes."
    return rate_limited(request, RateLimited(sentence, 300))


def with_first_chunk(response):
    """Render the first chunk before sending the status, so early errors still become a page."""
    chunks = iter(response.streaming_content)
    response.streaming_content = chain(list(islice(chunks, 1)), chunks)
    return response


def signed_out(request):
    """Redirect to sign-in and back; a posted form stays in the page, ready to send again."""
    if request.headers.get("HX-Request"):
        return HttpResponse("Signed out.", status=401)
    to_sign_in = redirect_to_login(return_url(request))
    fields = posted_fields(request)
    if not fields:
        return to_sign_in
    reason = getattr(request, "ended_because", "")
    context = {"resend": fields, "sign_in": to_sign_in.url, "reason": reason}
    return error_page(request, "401.html", 401, **context)


def return_url(request):
    """The page to reload: this one, or the form's page if this URL only accepts POST."""
    screen = _screen_of(request)
    if screen is None or "GET" in screen.methods:
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        return urlsplit(referer)._replace(scheme="", netloc="").geturl()
    return "/"


def method_not_allowed(request, response):
    """The page for a link to an address that only takes posts, as after signing in again."""
    page = error_page(request, "405.html", 405)
    page["Allow"] = response["Allow"]
    return page


def error_page(request, template, status, **context):
    """Render with the request: the page has the reader's name, so no cache may keep it."""
    page = render(request, template, context | {"request_id": current_id()}, status=status)
    add_never_cache_headers(page)
    return page


def standalone_error(request, template, status, **context):
    """Render without request and context processors: what broke the page may break them, too."""
    retry_url = request.get_full_path() if request.method == "GET" else ""
    context |= {"retry_url": retry_url, "request_id": current_id()}
    page = HttpResponse(loader.get_template(template).render(context), status=status)
    add_never_cache_headers(page)
    return page


def database_unavailable(request, error, typed_text=()):
    """A standalone page, because the user would be looked up in the same database."""
    cause, seconds = explain(error)
    log.warning("database unavailable: %s %s", type(error).__name__, sqlstate_of(error))
    page = standalone_error(request, "503.html", 503, cause=cause, typed_text=typed_text)
    page["Retry-After"] = seconds
    return page


def csrf_failure(request, reason=""):
    """Offer to send the form again: signing in again invalidates the token of every open form.

    Only for our own forms: a post from another site must not be one click from succeeding.
    """
    fields = posted_fields(request) if is_same_origin(request) else []
    return error_page(request, "403_csrf.html", 403, reason=reason, resend=fields)


def is_same_origin(request):
    """Whether the browser says that our own page posted this, to a view for signed-in people."""
    screen = _screen_of(request)
    origins = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS]
    return bool(screen and not screen.public and request.headers.get("Origin") in origins)


def bad_request(request, exception=None):
    """400, or 413 for a request that is too large, which may be noticed before any view."""
    if isinstance(exception, TOO_BIG):
        return error_page(request, "413.html", 413)
    return error_page(request, "400.html", 400)


def forbidden(request, exception=None):
    return error_page(request, "403.html", 403)


def not_found(request, exception=None):
    return error_page(request, "404.html", 404, typed_text=typed_text(request))


def server_error(request):
    """500, or 503 if the database failed before any view, as when the session is read."""
    error = sys.exception()
    if is_unavailable(error):
        return database_unavailable(request, error, read_typed_text(request))
    return standalone_error(request, "500.html", 500)


def _screen_of(request):
    view = getattr(request.resolver_match, "func", None)
    return getattr(view, "screen", None)
