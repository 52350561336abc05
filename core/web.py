"""Errors become pages here, and nowhere else."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader

from core.errors import CaseReviewError


class ErrorPagesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, CaseReviewError):
            return render(request, error.template, {"error": error}, status=error.status)
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return render(request, "413.html", status=413)
        if isinstance(error, OperationalError):
            response = render(request, "503.html", status=503)
            response["Retry-After"] = "5"
            return response
        return None


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Rendered without request or context processors: what broke the page may break them too."""
    return HttpResponseServerError(loader.get_template("500.html").render())
