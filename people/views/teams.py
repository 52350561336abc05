from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.forms import bind, render_form
from core.screen import screen
from core.text import count_of
from people import actions, queries
from people.forms import ManagerForm, MembersForm, TeamForm
from people.models import Team
from people.rules import can_manage_people, can_manage_teams
from people.views.responses import require


@screen("GET", "POST")
def teams(request):
    can_manage = can_manage_teams(request.user)
    require(can_manage or request.method != "POST")
    form = bind(TeamForm, request)
    if form.is_valid():
        team = actions.create_team(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, f"Team created. Now add people to {team}.")
        return redirect("add_members", team.pk)
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
    day = queries.today(timezone.now())
    members, before = queries.team_page(team, day)
    context = {"team": team, "members": members, "before": before, "can_manage": can_manage}
    if can_manage and members:
        context["manager_form"] = ManagerForm(day=day)
    return render_form(request, "people/team.html", context, form=form)


@screen("GET", "POST")
def add_members(request, pk):
    team = get_team(request, pk)
    now = timezone.now()
    require(can_manage_people(request.user))
    form = bind(MembersForm, request, team=team, day=queries.today(now))
    if form.is_valid():
        number = actions.add_members(
            team,
            form.members(),
            role=form.cleaned_data["role"],
            manager=form.cleaned_data["manager"],
            by=request.user,
            now=now,
        )
        messages.success(request, f"{count_of(number, 'person', 'people')} added to {team}.")
        return redirect("team", pk)
    return render_form(request, "people/add_members.html", {"team": team}, form=form)


@screen("POST")
def assign_manager(request, pk):
    team = get_team(request, pk)
    now = timezone.now()
    require(can_manage_people(request.user))
    form = bind(ManagerForm, request, day=queries.today(now))
    if not form.is_valid():
        messages.warning(request, "Choose a manager first.")
        return redirect("team", pk)
    manager = form.cleaned_data["manager"]
    number = actions.assign_manager(team, manager, by=request.user, now=now)
    people = count_of(number, "engineer has", "engineers have")
    messages.success(request, f"{people} a new manager: {manager}.")
    return redirect("team", pk)


@screen("GET", "POST")
def delete_team(request, pk):
    team = get_team(request, pk)
    require(can_manage_teams(request.user))
    if request.method == "POST":
        actions.delete_team(team, by=request.user, now=timezone.now())
        messages.success(request, f"Team deleted: {team}.")
        return redirect("teams")
    members, before = queries.team_page(team, queries.today(timezone.now()))
    return render(
        request, "people/delete_team.html", {"team": team, "members": members, "before": before}
    )
