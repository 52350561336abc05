from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.errors import StaleState
from core.forms import bind, render_form
from core.screen import screen
from people import actions, queries
from people.forms import EndMembershipForm, MembershipForm
from people.models import Membership
from people.rules import can_manage_people
from people.views.people import get_person
from people.views.responses import require


@screen("GET", "POST")
def add_membership(request, pk):
    person = get_person(request, pk)
    now = timezone.now()
    require(can_manage_people(request.user))
    form = bind(MembershipForm, request, person=person, day=queries.today(now))
    if form.is_valid():
        made = actions.start_membership(person, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, f"{person} is in {made.team}.")
        return redirect("person", pk)
    return render_form(request, "people/membership.html", {"person": person}, form=form)


def open_membership(request, pk):
    rows = Membership.objects.visible_to(request.user).select_related("user", "team", "manager")
    membership = get_object_or_404(rows, pk=pk)
    if membership.last_day:
        raise StaleState("This membership has been changed or ended.", membership.user)
    return membership


@screen("GET", "POST")
def change_membership(request, pk):
    membership = open_membership(request, pk)
    now = timezone.now()
    require(can_manage_people(request.user))
    day = queries.today(now)
    form = bind(MembershipForm, request, person=membership.user, day=day, membership=membership)
    if form.is_valid():
        actions.change_membership(membership, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, "Saved.")
        return redirect("person", membership.user_id)
    context = {"person": membership.user, "membership": membership}
    return render_form(request, "people/membership.html", context, form=form)


@screen("GET", "POST")
def end_membership(request, pk):
    membership = open_membership(request, pk)
    now = timezone.now()
    require(can_manage_people(request.user))
    form = bind(EndMembershipForm, request, day=queries.today(now))
    if form.is_valid():
        actions.end_membership(membership, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, f"{membership.user} leaves {membership.team}.")
        return redirect("person", membership.user_id)
    context = {"person": membership.user, "membership": membership}
    return render_form(request, "people/end_membership.html", context, form=form)
