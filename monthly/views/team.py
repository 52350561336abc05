from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from core.forms import bind, render_form
from core.screen import screen
from core.weeks import today_in
from monthly.actions import excuse_month, open_month, replace_drawn
from monthly.forms.team import ExcuseForm, OpenMonthForm, RedrawForm
from monthly.queries.manual_openings import empty_team_page, openable_memberships, openable_months
from monthly.queries.team import list_months, team_page
from monthly.queries.validations import list_selections
from monthly.rules import can_redraw
from monthly.states import OPEN
from monthly.views.sections import get_managed_month


@screen("GET")
def team(request):
    """One month of the people you validate, the latest unless ?month= names another."""
    now = timezone.now()
    months = list_months(request.user)
    if not months:
        page = empty_team_page(request.user, now)
        return render(request, "monthly/team_empty.html", page)
    by_name = {f"{month:%Y-%m}": month for month in months}
    month = by_name.get(request.GET.get("month"), months[0])
    return render(request, "monthly/team.html", team_page(request.user, month, months, now))


@screen("GET", "POST")
def redraw(request, pk):
    """Draw another case for somebody, with a reason."""
    monthly_review = get_managed_month(request, pk)
    drawn = next((each for each in list_selections(monthly_review) if each.is_drawn), None)
    form = bind(RedrawForm, request, engineer=monthly_review.engineer)
    if form.is_valid():
        replace_drawn(
            monthly_review,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
        name = monthly_review.engineer.first_name
        messages.success(request, f"Another case was drawn for {name}, who sees your reason.")
        return redirect_to_team(monthly_review)
    context = {
        "month": monthly_review,
        "drawn": drawn,
        "can_redraw": can_redraw(monthly_review, drawn),
    }
    return render_form(request, "monthly/redraw.html", context, form=form)


@screen("GET", "POST")
def excuse(request, pk):
    """End the month of somebody without a result."""
    monthly_review = get_managed_month(request, pk)
    form = bind(ExcuseForm, request)
    if form.is_valid():
        excuse_month(
            monthly_review,
            excuse=form.cleaned_data["excuse"],
            note=form.cleaned_data["note"],
            by=request.user,
            now=timezone.now(),
        )
        month = f"{monthly_review.month:%B}"
        messages.success(request, f"{month} is excused for {monthly_review.engineer.first_name}.")
        return redirect_to_team(monthly_review)
    context = {"month": monthly_review, "is_open": monthly_review.state in OPEN}
    return render_form(request, "monthly/excuse.html", context, form=form)


@screen("GET", "POST")
def open_by_hand(request):
    """Open a month for one person, at any time."""
    now = timezone.now()
    day = today_in(request.user.time_zone, now)
    memberships = openable_memberships(request.user, day)
    months = openable_months(request.user, now)
    form = bind(OpenMonthForm, request, memberships=memberships, months=months)
    if form.is_valid():
        membership = form.cleaned_data["membership"]
        monthly_review = open_month(
            membership.user,
            month=form.cleaned_data["opens"],
            manager=request.user,
            team=membership.team,
            opened_on=day,
            by=request.user,
            now=now,
        )
        name = membership.user.first_name
        messages.success(request, f"{monthly_review.month:%B} is open for {name}.")
        return redirect_to_team(monthly_review)
    context = {"can_open": bool(memberships)}
    return render_form(request, "monthly/open.html", context, form=form)


def redirect_to_team(monthly_review):
    return redirect(f"{reverse('monthly_team')}?month={monthly_review.month:%Y-%m}")
