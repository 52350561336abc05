from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.forms import bind, render_form
from core.screen import screen
from people import actions, queries
from people.forms import AbsenceForm
from people.models import Absence
from people.rules import can_add_absence
from people.views.people import get_person
from people.views.profile import profile_page
from people.views.responses import require


@screen("POST")
def add_mine(request):
    now = timezone.now()
    form = AbsenceForm(
        request.POST, person=request.user, reader=request.user, day=queries.today(now)
    )
    if not form.is_valid():
        return profile_page(request, form)
    added = actions.add_absence(request.user, **form.cleaned_data, by=request.user, now=now)
    report(request, added, "Saved. You get no reminders on these days.", now)
    return redirect("me")


@screen("GET", "POST")
def absences(request, pk):
    """The absences of somebody the reader manages; the reader's own are on their profile."""
    person = get_person(request, pk)
    now = timezone.now()
    day = queries.today(now)
    require(
        can_add_absence(request.user, person, day),
        "Only a person and their managers see and change absences.",
    )
    form = bind(AbsenceForm, request, person=person, reader=request.user, day=day)
    if form.is_valid():
        added = actions.add_absence(person, **form.cleaned_data, by=request.user, now=now)
        report(request, added, f"Saved. {person.first_name} gets a notice.", now)
        return redirect("absences", pk)
    rows = Absence.objects.visible_to(request.user, day).filter(user=person).not_over(day)
    absences = queries.with_effects(person, list(rows), now, reader=request.user)
    return render_form(
        request, "people/absences.html", {"person": person, "absences": absences}, form=form
    )


def report(request, absence, saved, now):
    """Say that it is saved, and what it does."""
    queries.with_effects(absence.user, [absence], now, reader=request.user)
    messages.success(request, " ".join([saved, *absence.effects]))


def back_to(absence, reader):
    return redirect("me") if absence.user_id == reader.pk else redirect("absences", absence.user_id)


def get_absence(request, pk):
    rows = Absence.objects.visible_to(request.user, queries.today(timezone.now()))
    return get_object_or_404(rows.select_related("user"), pk=pk)


@screen("GET", "POST")
def absence(request, pk):
    now = timezone.now()
    absence = get_absence(request, pk)
    form = bind(
        AbsenceForm,
        request,
        person=absence.user,
        reader=request.user,
        day=queries.today(now),
        absence=absence,
    )
    if form.is_valid():
        actions.change_absence(absence, **form.cleaned_data, by=request.user, now=now)
        report(request, absence, "Saved.", now)
        return back_to(absence, request.user)
    return render_form(
        request, "people/absence.html", {"absence": absence, "person": absence.user}, form=form
    )


@screen("POST")
def remove_absence(request, pk):
    absence = get_absence(request, pk)
    actions.remove_absence(absence, by=request.user, now=timezone.now())
    messages.success(request, "Absence removed.")
    return back_to(absence, request.user)
