from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core import rate_limits
from core.forms import bind, render_form
from core.screen import screen
from core.text import count_of
from people import actions, queries
from people.forms import CorrectForm, InviteForm, PeopleFilter, RolesForm
from people.models import User
from people.rules import (
    can_change_person,
    can_deactivate,
    can_end_sessions,
    can_invite,
    can_manage_people,
    can_reactivate,
)
from people.tokens import link_of
from people.views.responses import require


@screen("GET")
def people(request):
    filters = PeopleFilter(request.GET)
    values = filters.values()
    can_manage = can_manage_people(request.user)
    if values["q"]:
        rate_limits.consume(request, "search")
    page = queries.people_page(request.user, **values, day=queries.today(timezone.now()))
    waiting = queries.count_waiting() if can_manage else {}
    context = {
        "page": page,
        "filters": filters,
        "values": values,
        "can_manage": can_manage,
        "waiting": waiting,
    }
    return render(request, "people/people.html", context)


def get_person(request, pk):
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


@screen("GET")
def person(request, pk):
    person = get_person(request, pk)
    now = timezone.now()
    details = queries.person_page(person, request.user, queries.today(timezone.now()))
    may_invite = can_invite(request.user, person)
    link = link_of(details.invitation) if may_invite and is_open(details.invitation, now) else ""
    context = {
        "person": person,
        "details": details,
        "local_time": now.astimezone(person.zone).strftime("%a, %H:%M"),
        "can": {
            "manage": can_manage_people(request.user),
            "change": can_change_person(request.user, person),
            "invite": may_invite,
            "deactivate": can_deactivate(request.user, person),
            "sign_out": person != request.user
            and person.is_active
            and can_end_sessions(request.user, person),
            "reactivate": can_reactivate(request.user, person),
        },
        "link": link and settings.BASE_URL + link,
        "mails": settings.MAIL_CONFIGURED,
        "now": now,
    }
    return render(request, "people/person.html", context)


def is_open(invitation, now):
    return bool(invitation) and invitation.state_at(now) == "open"


@screen("GET", "POST")
def invite(request):
    require(can_manage_people(request.user))
    form = bind(InviteForm, request, day=queries.today(timezone.now()))
    if form.is_valid():
        person = actions.add_person(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(
            request,
            f"{person} is invited. The link is on this page too.",
        )
        return redirect("person", person.pk)
    return render_form(request, "people/invite.html", {}, form=form)


@screen("GET", "POST")
def correct_person(request, pk):
    person = get_person(request, pk)
    require(
        can_invite(request.user, person),
        "People who have joined change their own name and address.",
    )
    form = bind(CorrectForm, request, person=person)
    if form.is_valid():
        actions.correct_person(person, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "Saved.")
        return redirect("person", pk)
    return render_form(request, "people/correct_person.html", {"person": person}, form=form)


@screen("GET", "POST")
def change_roles(request, pk):
    person = get_person(request, pk)
    require(can_change_person(request.user, person))
    form = bind(RolesForm, request, initial={"roles": person.group_names})
    if form.is_valid():
        actions.change_roles(person, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, f"Saved the roles of {person}.")
        return redirect("person", pk)
    return render_form(request, "people/roles.html", {"person": person}, form=form)


@screen("GET", "POST")
def deactivate(request, pk):
    person = get_person(request, pk)
    require(can_deactivate(request.user, person))
    if request.method == "POST":
        actions.deactivate_person(person, by=request.user, now=timezone.now())
        messages.success(request, f"{person} is deactivated and signed out everywhere.")
        return redirect("person", pk)
    reports = queries.reports_of(person, queries.today(timezone.now()))
    return render(request, "people/deactivate.html", {"person": person, "reports": reports})


@screen("POST")
def sign_out_everywhere(request, pk):
    """When people sign themselves out, this browser stays signed in."""
    person = get_person(request, pk)
    keep = request.session.session_key if person == request.user else ""
    ended = actions.sign_out_everywhere(person, by=request.user, now=timezone.now(), keep=keep)
    places = count_of(ended, "place")
    if keep:
        messages.success(request, f"Signed out in {places}. This browser stays signed in.")
        return redirect("me")
    messages.success(request, f"{person} is signed out in {places}.")
    return redirect("person", pk)


@screen("POST")
def reactivate(request, pk):
    person = get_person(request, pk)
    actions.reactivate_person(person, by=request.user, now=timezone.now())
    messages.success(
        request,
        f"{person} can sign in again. Their old teams have ended: add them to a team again.",
    )
    return redirect("person", pk)
