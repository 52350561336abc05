"""Invitations for coordinators; accepting one is in `onboarding`."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.screen import screen
from people import actions, queries
from people.models import Invitation, User
from people.rules import can_manage_people


@screen("GET")
def invitations(request):
    """Every unused link. For anybody but coordinators the page does not exist."""
    if not can_manage_people(request.user):
        raise Http404
    now = timezone.now()
    page = queries.invitations_page(
        request.user, page=request.GET.get("page"), day=queries.today(now), now=now
    )
    rows = page.object_list
    example = next((row for row in rows if row.link), None)
    context = {
        "page": page,
        "base_url": settings.BASE_URL,
        "all_links": "\n".join(line_of(row) for row in rows if row.link),
        "mails": settings.MAIL_CONFIGURED,
        "example": example,
        "message": message_for(example) if example else "",
        "waiting": queries.count_waiting(),
    }
    return render(request, "people/invitations.html", context)


def line_of(row):
    """A line to copy: the name, the address and the link."""
    return f"{row.person.name} <{row.person.email}>: {settings.BASE_URL}{row.link}"


def message_for(row):
    """What a coordinator can send with a link."""
    until = row.invitation.expires_at
    return (
        f"Hi {row.person.first_name},\n\n"
        "We are starting peer reviews of support cases. This link lets you choose a password "
        "and takes you straight in:\n\n"
        f"{settings.BASE_URL}{row.link}\n\n"
        f"It is only for you, and works until {until.day} {until:%B}."
    )


@screen("POST")
def invite_person(request, pk):
    """Posted from the person's page, or with `list` from the list of invitations."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    actions.invite_person(person, by=request.user, now=timezone.now())
    messages.success(request, f"{person} has a new invitation. The earlier link no longer works.")
    if "list" in request.POST:
        return redirect("invitations")
    return redirect("person", pk)


@screen("POST")
def withdraw_invitation(request, pk):
    invitation = get_object_or_404(
        Invitation.objects.visible_to(request.user).select_related("user"), pk=pk
    )
    actions.withdraw_invitation(invitation, by=request.user, now=timezone.now())
    messages.success(request, "Invitation withdrawn. Its link no longer works.")
    return redirect("person", invitation.user_id)
