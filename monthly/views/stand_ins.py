from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import bind, render_form
from core.ids import read_id
from core.screen import screen
from monthly.actions import add_stand_in, cancel_stand_in, change_stand_in
from monthly.forms.stand_ins import StandInForm
from monthly.models import StandIn
from monthly.queries.stand_ins import stand_ins_page
from monthly.queries.team_settings import managers_to_stand_in_for
from monthly.states import STAND_IN_TRANSITIONS
from people.queries import is_manager, today


@screen("GET", "POST")
def stand_ins(request):
    """Your stand-ins, the managers you stand in for, and a form for managers and coordinators."""
    user = request.user
    now = timezone.now()
    form = build_form(request, today(now))
    if form is None and request.method == "POST":
        raise NotAllowed("Only managers and coordinators can name a stand-in.")
    if form and form.is_valid():
        values = form.cleaned_data
        manager = values.pop("manager", None) or user
        stand_in = add_stand_in(manager, **values, by=user, now=now)
        messages.success(request, f"Saved. {stand_in.person.first_name} gets a notice.")
        return redirect("monthly_stand_ins")
    page = stand_ins_page(user, today(now))
    return render_form(request, "monthly/stand_ins.html", page, form=form)


def build_form(request, day):
    """Managers name somebody for themselves, coordinators for any manager; None for others.

    `?for=` names the manager who is chosen at first.
    """
    user = request.user
    if user.is_coordinator:
        managers = managers_to_stand_in_for(day)
        chosen = read_id(request.GET.get("for"))
        return bind(StandInForm, request, managers=managers, day=day, initial={"manager": chosen})
    if is_manager(user, day) or managers_to_stand_in_for(day).filter(pk=user.pk).exists():
        return bind(StandInForm, request, manager=user, day=day)
    return None


@screen("GET", "POST")
def stand_in(request, pk):
    now = timezone.now()
    stand_in = get_stand_in(request, pk)
    if request.method == "GET" and stand_in.state not in STAND_IN_TRANSITIONS:
        return redirect("monthly_stand_ins")
    form = bind(StandInForm, request, manager=stand_in.manager, day=today(now), stand_in=stand_in)
    if form.is_valid():
        change_stand_in(stand_in, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, "Saved.")
        return redirect("monthly_stand_ins")
    return render_form(request, "monthly/stand_in.html", {"stand_in": stand_in}, form=form)


@screen("POST")
def cancel(request, pk):
    cancel_stand_in(get_stand_in(request, pk), by=request.user, now=timezone.now())
    messages.success(request, "Cancelled.")
    return redirect("monthly_stand_ins")


def get_stand_in(request, pk):
    """A stand-in that the user can change, or 404."""
    rows = StandIn.objects.changeable_by(request.user)
    return get_object_or_404(rows.select_related("manager", "person"), pk=pk)
