from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import render_form
from core.screen import screen
from monthly.actions import (
    change_blind_mode,
    change_schedule,
    choose_rubric,
    switch_off,
    switch_on,
)
from monthly.forms.team_settings import BlindModeForm, OpeningForm, RubricForm
from monthly.queries.openings import settings_of
from monthly.queries.team_settings import settings_page, team_settings_page
from monthly.rules import can_change_settings
from monthly.views.sections import set_team_section
from people.models import Team
from rubrics.queries import default_rubric


@screen("GET", "POST")
def settings(request):
    """How every team does monthly reviews; coordinators set the opening day."""
    now = timezone.now()
    if request.method == "POST":
        return change_opening(request, now)
    page = settings_page(request.user, now)
    if page["can_change"]:
        page["form"] = OpeningForm(workdays=page["workdays"])
    return render_form(request, "monthly/settings.html", page)


def change_opening(request, now):
    if not can_change_settings(request.user):
        raise NotAllowed("Only coordinators can change when months open.")
    form = OpeningForm(request.POST)
    if not form.is_valid():
        page = settings_page(request.user, now)
        return render_form(request, "monthly/settings.html", page, form=form)
    change_schedule(**form.cleaned_data, by=request.user, now=now)
    messages.success(request, "Saved. Months that are open stay as they are.")
    return redirect("monthly_settings")


@screen("GET")
def team_settings(request, pk):
    return render_team(request, get_team(request, pk))


def get_team(request, pk):
    return get_object_or_404(Team.objects.visible_to(request.user), pk=pk)


def render_team(request, team, refused_form=None):
    """The page for coordinators and for the managers of the team, each with what they change."""
    page = team_settings_page(team, request.user, timezone.now())
    if not (page["can_change"] or page["can_choose_blind_mode"]):
        raise NotAllowed("Only coordinators and this team’s managers can see its settings.")
    if refused_form and not page["can_change"]:
        raise NotAllowed("Only coordinators can choose the rubric.")
    team_settings = page["settings"]
    if page["can_change"]:
        page["form"] = refused_form or RubricForm(
            team_settings=team_settings, default=page["default_rubric"]
        )
    else:
        set_team_section(request)
    if page["can_choose_blind_mode"]:
        page["blind_form"] = BlindModeForm(team_settings=team_settings)
    return render_form(request, "monthly/team_settings.html", page)


@screen("POST")
def switch(request, pk):
    """Switch monthly reviews on for a team ("on" is posted), or off."""
    team = get_team(request, pk)
    now = timezone.now()
    if request.POST.get("switch") == "on":
        switch_on(team, by=request.user, now=now)
        messages.success(request, f"{team} does monthly reviews from the next opening.")
    else:
        switch_off(team, by=request.user, now=now)
        messages.success(request, f"Switched off for {team}. Months that are open continue.")
    return redirect("monthly_team_settings", pk)


@screen("POST")
def rubric(request, pk):
    team = get_team(request, pk)
    form = RubricForm(request.POST, team_settings=settings_of(team), default=default_rubric())
    if not form.is_valid():
        return render_team(request, team, form)
    choose_rubric(team, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, "Saved. The rubric applies from the next opening.")
    return redirect("monthly_team_settings", pk)


@screen("POST")
def blind_mode(request, pk):
    team = get_team(request, pk)
    form = BlindModeForm(request.POST, team_settings=settings_of(team))
    is_blind = form.is_valid() and form.cleaned_data["is_blind"]
    change_blind_mode(team, is_blind=is_blind, by=request.user, now=timezone.now())
    state = "on" if is_blind else "off"
    messages.success(request, f"Blind mode is {state} from the next opening.")
    return redirect("monthly_team_settings", pk)
