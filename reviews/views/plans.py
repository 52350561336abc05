"""Planning the day on which to write a review."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from core.screen import screen
from reviews import actions
from reviews.forms import PlanForm
from reviews.views.case_selection import get_given_pairing


@screen("POST")
def plan(request, pk):
    """Plan the review for a day, or remove the plan if no day is given."""
    pairing = get_given_pairing(request, pk)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return redirect("my_week")
    day = form.cleaned_data["day"]
    if day:
        actions.plan_review(pairing, day=day, by=request.user, now=timezone.now())
        text = f"Planned. You get a reminder on the morning of {date_format(day, 'l j F')}."
        messages.success(request, text)
    else:
        actions.unplan_review(pairing, by=request.user, now=timezone.now())
        messages.success(request, "Plan removed. You get the reminder in the middle of the cycle.")
    if request.POST.get("from") == "pick":
        return redirect("pick_case", pk)
    return redirect("my_week")
