"""Next steps: agreed on the page of a month, and asked about in the months after."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.forms import render_form
from core.ids import read_id
from core.screen import screen
from monthly.actions import steps as actions
from monthly.forms.steps import OutcomeForm, StepForm
from monthly.models import NextStep
from monthly.queries.discussions import visible_months
from monthly.queries.steps import list_steps, steps_of_earlier, with_people
from monthly.schedule import next_month
from monthly.states import MonthlyState, Outcome


def get_month(request, pk):
    return get_object_or_404(visible_months(request.user), pk=pk)


def get_step(request, pk):
    steps = with_people(NextStep.objects.visible_to(request.user))
    return get_object_or_404(steps.select_related("monthly_review__engineer"), pk=pk)


@screen("POST")
def add(request, pk):
    monthly_review = get_month(request, pk)
    form = build_form(request.user, monthly_review, data=request.POST)
    if not form.is_valid():
        if request.htmx:
            return render_steps(request, monthly_review, status=422, step_form=form)
        context = {"monthly_review": monthly_review}
        return render_form(request, "monthly/step.html", context, form=form)
    actions.add_step(monthly_review, by=request.user, now=timezone.now(), **form.cleaned_data)
    return answer(request, monthly_review)


@screen("GET", "POST")
def change(request, pk):
    """Reword a step of the talk, or give it another owner or date."""
    step = get_step(request, pk)
    monthly_review = get_month(request, step.monthly_review_id)
    data = request.POST if request.method == "POST" else None
    form = build_form(request.user, monthly_review, step=step, data=data)
    if form.is_valid():
        actions.change_step(step, by=request.user, now=timezone.now(), **form.cleaned_data)
        return answer(request, monthly_review)
    if request.htmx:
        return render_steps(request, monthly_review, status=422, changed={step.pk: form})
    context = {"monthly_review": monthly_review, "step": step}
    return render_form(request, "monthly/step.html", context, form=form)


@screen("GET", "POST")
def remove(request, pk):
    """Remove a step: at once where the page can offer to undo it, else after a question."""
    step = get_step(request, pk)
    monthly_review = get_month(request, step.monthly_review_id)
    if request.method != "POST":
        context = {"monthly_review": monthly_review, "step": step}
        return render(request, "monthly/step_remove.html", context)
    actions.remove_step(step, by=request.user, now=timezone.now())
    if request.htmx:
        return render_steps(request, monthly_review, removed=step)
    messages.success(request, "Step removed.")
    return answer(request, monthly_review)


@screen("POST")
def outcome(request, pk):
    """What became of a step. "Still going" without a date asks for one."""
    step = get_step(request, pk)
    monthly_review = get_asking_month(request)
    is_first_press = request.POST.get("outcome") == Outcome.ONGOING and "due_on" not in request.POST
    form = OutcomeForm(None if is_first_press else request.POST)
    if not form.is_valid():
        context = {"step": step, "monthly_review": monthly_review, "form": form}
        if request.htmx:
            return render_earlier(request, monthly_review, asking=step.pk, outcome_form=form)
        context["page"] = request.POST.get("page", "")
        return render_form(request, "monthly/step_outcome.html", context)
    actions.answer_step(
        step,
        outcome=form.cleaned_data["outcome"],
        due_on=form.cleaned_data["due_on"],
        seen=request.POST.get("seen", ""),
        by=request.user,
        now=timezone.now(),
    )
    return answer_earlier(request, monthly_review, answered=step)


@screen("POST")
def show(request, pk):
    """The engineer shows a step to the manager of the month that asks, or hides it again."""
    step = get_step(request, pk)
    monthly_review = get_asking_month(request)
    now = timezone.now()
    if "hide" in request.POST:
        actions.hide_step(step, by=request.user, now=now)
    else:
        actions.show_step(step, manager=monthly_review.manager, by=request.user, now=now)
    return answer_earlier(request, monthly_review, shown=step)


def get_asking_month(request):
    """The month on whose page the form was."""
    pk = read_id(request.POST.get("month"))
    if pk is None:
        raise Http404
    return get_month(request, pk)


def answer(request, monthly_review):
    if request.htmx:
        return render_steps(request, monthly_review, focus=True)
    return redirect(f"{reverse('monthly_review', args=[monthly_review.pk])}#next-steps")


def answer_earlier(request, monthly_review, **context):
    """The steps of earlier months; the focus stays at the step `answered`, or `shown` or hidden."""
    if request.htmx:
        return render_earlier(request, monthly_review, **context)
    if request.POST.get("page") == "mine":
        return redirect(f"{reverse('monthly')}#earlier-steps")
    return redirect(f"{reverse('monthly_review', args=[monthly_review.pk])}#earlier-steps")


def render_steps(request, monthly_review, *, status=200, focus=False, **context):
    """The list of next steps, in place of the one on the page; `focus` goes to adding another."""
    steps, _ = list_steps(monthly_review, request.user)
    context = steps_context(monthly_review, steps, request.user, **context)
    context |= {"monthly_review": monthly_review, "focus": focus}
    return render(request, "monthly/_next_steps.html", context, status=status)


def render_earlier(request, monthly_review, *, outcome_form=None, **context):
    """The steps of earlier months, in place of those on the page."""
    status = 422 if outcome_form is not None and outcome_form.is_bound else 200
    context |= {
        "monthly_review": monthly_review,
        "steps": steps_of_earlier(monthly_review, request.user),
        "outcome_form": outcome_form,
        "page": request.POST.get("page", ""),
    }
    return render(request, "monthly/_steps.html", context, status=status)


def steps_context(monthly_review, steps, user, *, changed=None, step_form=None, removed=None):
    """What `_next_steps.html` shows: each step with its form, and a form to add one."""
    is_open = monthly_review.state == MonthlyState.DISCUSSING
    for step in steps:
        step.form = None
        if is_open:
            step.form = (changed or {}).get(step.pk) or build_form(user, monthly_review, step=step)
    return {
        "next_steps": steps,
        "step_form": step_form or build_form(user, monthly_review),
        "removed": removed,
        "asked_in": f"{next_month(monthly_review.month):%B}",
        "can_write": is_open,
    }


def build_form(user, monthly_review, *, step=None, data=None):
    initial = {"owner": str(monthly_review.engineer_id)}
    if step:
        initial = {"owner": str(step.owner_id), "text": step.text, "due_on": step.due_on}
    return StepForm(
        data,
        initial=initial,
        people=[monthly_review.engineer, monthly_review.manager],
        user=user,
        auto_id=f"step-{step.pk if step else 'new'}-%s",
    )
