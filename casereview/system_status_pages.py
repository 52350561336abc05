"""The system status page for admins, and the buttons that send a test."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from casereview.forms import TestForm
from casereview.rules import can_configure
from casereview.system_status.page import build_page
from casereview.system_status.sent_tests import last_tests
from core.screen import screen
from notifications.actions import send_test


@screen("GET")
def system_status(request):
    require(request.user)
    now = timezone.now()
    return render(request, "casereview/system_status.html", build_page(request, now))


@screen("GET")
def sent_tests(request):
    """Only the status of the last tests, for the page that polls it."""
    require(request.user)
    return render(request, "casereview/_sent_tests.html", last_tests(request.user, timezone.now()))


@screen("POST")
def send_test_notice(request):
    require(request.user)
    form = TestForm(request.POST)
    if form.is_valid():
        target = form.cleaned_data["target"]
        send_test(form.cleaned_data["channel"], by=request.user, now=timezone.now(), target=target)
        messages.success(request, "The test is on its way. Its status is shown below.")
    else:
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        messages.error(request, " ".join(sentences))
    return redirect("configured")


def require(user):
    if not can_configure(user):
        raise Http404
