from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from monthly.actions.schedules import change_schedule
from monthly.actions.team_settings import (
    change_blind_mode,
    choose_rubric,
    switch_off,
    switch_on,
)
from monthly.forms.team_settings import BlindModeForm, OpeningForm, RubricForm
from monthly.queries.openings import settings_of
from monthly.queries.team_settings import default_rubric, settings_page, team_settings_page
from monthly.rules import can_change_blind_mode, can_change_settings
from people.models import Team
from people.queries import today


@screen("GET", "POST")
def settings(request):
    """How every team does monthly reviews; coordinators set the opening day."""
    now = timezone.now()
    form = None
    if can_change_settings(request.user):
        form = bind(OpeningForm, request)
    elif request.method == "POST":
        raise NotAllowed("Only coordinators change when months open.")
    if form and form.is_valid():
        change_schedule(**form.cleaned_data, by=request.user, now=now)
        messages.success(request, "Saved. Months that are open stay as they are.")
        return redirect("monthly_settings")
    return render_form(
        request, "monthly/settings.html", settings_page(request.user, now), form=form
    )


@screen("GET")
def team_settings(request, pk):
    return render_team(request, get_team(request, pk))


def get_team(request, pk):
    """A team whose settings the reader may change: a coordinator, or one of its managers."""
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    user = request.user
    day = today(timezone.now())
    if not (can_change_settings(user) or can_change_blind_mode(user, team, day)):
        raise NotAllowed("Only coordinators and the managers of this team see its settings.")
    return team


def render_team(request, team, rubric_form=None):
    page = team_settings_page(team, request.user, timezone.now())
    if page["can_change"]:
        page["form"] = rubric_form or RubricForm(
            team_settings=page["settings"], default=default_rubric()
        )
    if page["can_choose_blind_mode"]:
        page["blind_form"] = BlindModeForm(team_settings=page["settings"])
    return render_form(request, "monthly/team_settings.html", page)


@screen("POST")
def switch(request, pk):
    """Switch monthly reviews on for a team ("on" is posted), or off."""
    team = get_team(request, pk)
    now = timezone.now()
    if request.POST.get("switch") == "on":
        switch_on(team, by=request.user, now=now)
        messages.success(request, f"{team} does monthly reviews from the next opening on.")
    else:
        switch_off(team, by=request.user, now=now)
        messages.success(request, f"Switched off for {team}. Months that are open go on.")
    return redirect("monthly_team_settings", pk)


@screen("POST")
def rubric(request, pk):
    team = get_team(request, pk)
    form = RubricForm(request.POST, team_settings=settings_of(team), default=default_rubric())
    if not form.is_valid():
        return render_team(request, team, form)
    choose_rubric(team, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, "Saved. The rubric counts from the next opening on.")
    return redirect("monthly_team_settings", pk)


@screen("POST")
def blind_mode(request, pk):
    team = get_team(request, pk)
    form = BlindModeForm(request.POST, team_settings=settings_of(team))
    is_blind = form.is_valid() and form.cleaned_data["is_blind"]
    change_blind_mode(team, is_blind=is_blind, by=request.user, now=timezone.now())
    state = "on" if is_blind else "off"
    messages.success(request, f"Blind mode is {state} from the next opening on.")
    return redirect("monthly_team_settings", pk)
