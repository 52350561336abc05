"""What is configured, for those who look after the installation, and the buttons that try it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from casereview.forms import TestForm
from casereview.rules import can_configure
from casereview.system_status import last_tests, page_of
from core.screen import screen
from notifications.actions import send_test


@screen("GET")
def configured(request):
    require(request.user)
    now = timezone.now()
    return render(
        request,
        "casereview/system_status.html",
        page_of(request, now) | last_tests(request.user, now),
    )


@screen("GET")
def sent_tests(request):
    """The fate of the last tests alone, for the page that waits for it."""
    require(request.user)
    return render(request, "casereview/_sent_tests.html", last_tests(request.user, timezone.now()))


@screen("POST")
def send_a_test(request):
    require(request.user)
    form = TestForm(request.POST)
    if form.is_valid():
        target = form.cleaned_data["target"]
        send_test(form.cleaned_data["channel"], by=request.user, now=timezone.now(), target=target)
        messages.success(request, "The test is on its way. What becomes of it shows below.")
    else:
        messages.error(
            request, " ".join(sentence for each in form.errors.values() for sentence in each)
        )
    return redirect("configured")


def require(user):
    if not can_configure(user):
        raise Http404
