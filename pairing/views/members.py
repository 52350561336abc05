from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.dates import format_day
from core.errors import NotAllowed
from core.screen import screen
from core.weeks import today_in
from pairing import actions
from pairing.forms import LeadForm, MembersForm
from pairing.queries import engineers_of, pool_page, with_leads
from pairing.rules import can_manage_pool
from pairing.views.pools import settings_page
from people.models import User


def managed_pool(request, slug):
    pool = get_object_or_404(with_leads(request.user), slug=slug)
    if not can_manage_pool(request.user, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can change who is in it.")
    return pool


@screen("POST")
def add(request, slug):
    pool = managed_pool(request, slug)
    now = timezone.now()
    today = today_in(pool.zone, now)
    form = MembersForm(request.POST, user=request.user, today=today)
    if not form.is_valid():
        return settings_page(request, pool_page(pool, now), members=form)
    people = [*form.cleaned_data["who"], *engineers_of(form.cleaned_data["team"], today)]
    if not people:
        form.add_error("team", "This team has no engineers yet. Add people to the team first.")
        return settings_page(request, pool_page(pool, now), members=form)
    first_day = form.cleaned_data["first_day"]
    number = actions.add_members(pool, users=people, by=request.user, now=now, first_day=first_day)
    messages.success(
        request, members_added_message(number, first_day and format_day(first_day, today))
    )
    return redirect("pool", slug)


@screen("POST")
def remove(request, slug, pk):
    pool = managed_pool(request, slug)
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    actions.remove_member(pool, user=user, by=request.user, now=timezone.now())
    messages.success(request, f"{user.name} is no longer in this pool from the next draw.")
    return redirect("pool", slug)


@screen("POST")
def add_lead(request, slug):
    pool = managed_pool(request, slug)
    now = timezone.now()
    form = LeadForm(request.POST, prefix="lead")
    if not form.is_valid():
        return settings_page(request, pool_page(pool, now), lead=form)
    for user in form.cleaned_data["who"]:
        actions.add_lead(pool, user=user, by=request.user, now=now)
    messages.success(request, "Saved. Leads can change settings and members, and draw.")
    return redirect("pool", slug)


@screen("POST")
def remove_lead(request, slug, pk):
    pool = managed_pool(request, slug)
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    actions.remove_lead(pool, user=user, by=request.user, now=timezone.now())
    messages.success(request, f"{user.name} no longer leads this pool.")
    if can_manage_pool(request.user, pool):
        return redirect("pool", slug)
    return redirect("draws")


def members_added_message(number, since):
    if not number:
        return "They are in this pool already."
    people = "1 person takes" if number == 1 else f"{number} people take"
    return f"{people} part from {since or 'the next draw'}."
