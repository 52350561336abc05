from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.error_pages import return_url
from core.ids import read_id
from core.screen import screen
from notifications import actions, queries
from notifications.filters import UNREAD, InboxFilters
from notifications.forms import ReadForm, SeenForm
from notifications.models import Notice
from notifications.topics import topics


@screen("GET")
def inbox(request):
    filters = InboxFilters.read(request.GET)
    days, older = queries.inbox(
        request.user,
        unread=filters.unread,
        about=filters.about,
        before=read_id(filters.before),
    )
    state = queries.state_of_inbox(request.user)
    rows = [notice for _, notices in days for notice in notices]
    any_unread = any(not notice.read_at for notice in rows) or bool(
        state.unread and not filters.about
    )
    context = {
        "days": days,
        "today": timezone.localdate(timezone.now()),
        "shown": len(rows),
        "older": filters.url(before=older) if older else "",
        "newest_page": filters.url(),
        "chosen": filters,
        "choices": list_choices(filters),
        "about": topics().get(filters.about, "").lower(),
        "up_to": rows[0].pk if rows and any_unread else None,
        "inbox_count": state.unread,
        "inbox_newest": state.newest,
        "mail_is_missing": not settings.MAIL_CONFIGURED,
    }
    return render(request, "notifications/inbox.html", context)


def list_choices(filters):
    """The two rows of filters: (label, address, whether it is the one that is on)."""
    shows = {"": "All", UNREAD: "Unread"}
    abouts = {"": "Any topic"} | topics()
    return {
        "read": [
            (label, filters.url(show=show), show == filters.show) for show, label in shows.items()
        ],
        "about": [
            (label, filters.url(about=topic), topic == filters.about)
            for topic, label in abouts.items()
        ],
    }


@screen("GET", passive=True)
def inbox_news(request):
    """Polled by open pages: 204 if nothing changed since the page was rendered."""
    unread, newest = SeenForm(request.GET).values()
    state = queries.state_of_inbox(request.user, after=newest or 0)
    new = state.new if newest is not None else 0
    if unread == state.unread and not new:
        return HttpResponse(status=204)
    context = {"inbox_count": state.unread, "inbox_newest": newest, "new": new}
    return render(request, "notifications/_news.html", context)


@screen("POST")
def open_notice(request, pk):
    """A form and not a link: opening marks the notice as read, and a GET writes nothing."""
    notice = own(request, pk)
    actions.mark_read(notice, by=request.user, now=timezone.now())
    [notice] = queries.with_messages([notice], request.user)
    return redirect(notice.message.url or "inbox")


@screen("POST")
def mark_read(request, pk):
    notice = own(request, pk)
    actions.mark_read(notice, by=request.user, now=timezone.now())
    return row(request, notice)


@screen("POST")
def mark_unread(request, pk):
    notice = own(request, pk)
    actions.mark_unread(notice, by=request.user)
    return row(request, notice)


@screen("POST")
def mark_all_read(request):
    form = ReadForm(request.POST)
    if form.is_valid():
        actions.mark_all_read(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "Everything you have seen here is marked as read.")
    return redirect(back(request))


def own(request, pk):
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)


def row(request, notice):
    """The row and the counts for htmx, otherwise the page it was on."""
    if not request.htmx:
        return redirect(f"{back(request)}#notice-{notice.pk}")
    notice.refresh_from_db()
    notices = queries.with_messages([notice], request.user)
    return render(request, "notifications/_row.html", {"notices": notices, "inbox_newest": 0})


def back(request):
    came_from = return_url(request)
    return came_from if came_from.startswith(reverse("inbox")) else reverse("inbox")
