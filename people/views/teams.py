from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.forms import bind, render_form
from core.screen import screen
from people import actions, queries
from people.forms import TeamForm
from people.models import Team
from people.rules import can_manage_teams
from people.views.responses import require


@screen("GET", "POST")
def teams(request):
    can_manage = can_manage_teams(request.user)
    require(can_manage or request.method != "POST")
    form = bind(TeamForm, request)
    if form.is_valid():
        team = actions.create_team(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, f"{team} is created. Add people to it on their own pages.")
        return redirect("team", team.pk)
    rows = queries.teams_page(request.user, queries.today(timezone.now()))
    return render_form(
        request, "people/teams.html", {"teams": rows, "can_manage": can_manage}, form=form
    )


def get_team(request, pk):
    return get_object_or_404(Team.objects.visible_to(request.user), pk=pk)


@screen("GET", "POST")
def team(request, pk):
    team = get_team(request, pk)
    can_manage = can_manage_teams(request.user)
    require(can_manage or request.method != "POST")
    form = bind(TeamForm, request, team=team)
    if form.is_valid():
        actions.rename_team(team, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "Team renamed.")
        return redirect("team", pk)
    members, before = queries.team_page(team, queries.today(timezone.now()))
    context = {"team": team, "members": members, "before": before, "can_manage": can_manage}
    return render_form(request, "people/team.html", context, form=form)


@screen("GET", "POST")
def delete_team(request, pk):
    team = get_team(request, pk)
    require(can_manage_teams(request.user))
    if request.method == "POST":
        actions.delete_team(team, by=request.user, now=timezone.now())
        messages.success(request, f"{team} is deleted.")
        return redirect("teams")
    members, before = queries.team_page(team, queries.today(timezone.now()))
    return render(
        request, "people/delete_team.html", {"team": team, "members": members, "before": before}
    )
