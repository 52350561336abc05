from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.screen import screen
from notifications import actions, queries
from notifications.forms import PageForm, ReadForm
from notifications.models import Notice


@screen("GET")
def inbox(request):
    days, older = queries.inbox(request.user, before=(before := PageForm(request.GET).value()))
    newest = days[0][1][0].pk if days else 0
    return render(
        request,
        "notifications/inbox.html",
        {"days": days, "older": older, "newest": newest, "is_first_page": not before},
    )


@screen("POST")
def open_notice(request, pk):
    """A form's button and no link, because opening marks it read and a GET writes nothing."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.mark_read(notice, by=request.user, now=timezone.now())
    [notice] = queries.with_messages([notice], request.user)
    return redirect(notice.message.url or "inbox")


@screen("POST")
def mark_all_read(request):
    form = ReadForm(request.POST)
    if form.is_valid():
        actions.mark_all_read(up_to=form.cleaned_data["up_to"], by=request.user, now=timezone.now())
        messages.success(request, "Everything you have seen here is marked as read.")
    return redirect("inbox")
