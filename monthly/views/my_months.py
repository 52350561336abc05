from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.screen import screen
from core.shared_queries import share_queries
from monthly.actions import (
    recall_self_assessment,
    send_self_assessment,
    start_self_assessment,
)
from monthly.models import MonthlyReview, Selection
from monthly.queries.my_months import my_months, sent_page
from monthly.queries.parts import list_parts
from monthly.queries.state_bar import state_bar
from monthly.queries.steps import steps_of_earlier
from monthly.rules import can_recall, is_engineer
from monthly.states import WITH_ENGINEER, MonthlyState


def get_own_month(request, pk):
    """One of your months as the engineer. Everyone else gets a 404."""
    months = MonthlyReview.objects.visible_to(request.user).filter(engineer=request.user)
    return get_object_or_404(months.select_related("manager"), pk=pk)


@screen("GET")
def mine(request):
    """Your own months: the current one, and a line for each earlier one."""
    return render_mine(request)


def render_mine(request, months=None, *, is_refused=False):
    """The page; `is_refused` after pressing Send while something is missing."""
    user = request.user
    now = timezone.now()
    with share_queries():
        months = months or my_months(user, now)
        context = {"months": months, "is_refused": is_refused, "now": now}
        if months.current:
            context |= current_context(months.current, user, now)
    return render(request, "monthly/mine.html", context, status=422 if is_refused else 200)


def current_context(current, user, now):
    monthly_review = current.monthly_review
    bar = state_bar(monthly_review, user, now)
    steps = steps_of_earlier(monthly_review, user)
    return {
        "current": current,
        "monthly_review": monthly_review,
        "manager": monthly_review.manager,
        "bar": bar,
        "parts": list_parts(current),
        "stand_in": bar.stand_in,
        "steps": steps,
        "steps_title": title_of_steps(steps),
        "can_recall": can_recall(user, monthly_review),
    }


def title_of_steps(steps):
    """Their month, if they are all from the same one."""
    months = {step.monthly_review.month for step in steps}
    if len(months) == 1:
        return f"Your steps from {months.pop():%B}"
    return "Your steps from earlier months"


@screen("POST")
def start(request, pk, selection_pk):
    """Start the self-assessment of one case, and go on to its form."""
    monthly_review = get_own_month(request, pk)
    selections = Selection.objects.visible_to(request.user).filter(monthly_review=monthly_review)
    selection = get_object_or_404(
        selections.select_related("monthly_review__engineer"), pk=selection_pk
    )
    review = start_self_assessment(selection, by=request.user, now=timezone.now())
    return redirect("review_edit", review.pk)


@screen("POST")
def send(request, pk):
    """Send both self-assessments. If something is missing, the page names it case by case."""
    monthly_review = get_own_month(request, pk)
    if monthly_review.state in WITH_ENGINEER:
        months = my_months(request.user, timezone.now())
        current = months.current
        is_current = current is not None and current.monthly_review == monthly_review
        if is_current and current.missing:
            return render_mine(request, months, is_refused=True)
    send_self_assessment(monthly_review, by=request.user, now=timezone.now())
    name = monthly_review.manager.first_name
    if monthly_review.is_blind:
        messages.success(request, f"Sent. {name} sees your answers once both of you have sent.")
    else:
        messages.success(request, f"Sent. {name} can read your answers now.")
    return redirect("monthly")


@screen("POST")
def recall(request, pk):
    monthly_review = get_own_month(request, pk)
    recall_self_assessment(monthly_review, by=request.user, now=timezone.now())
    messages.success(request, "Recalled. Only you can see your answers now.")
    return redirect("monthly")


@screen("GET")
def sent(request, pk):
    """Your own answers about both cases, while you wait for those of the manager."""
    months = MonthlyReview.objects.visible_to(request.user)
    months = months.select_related("engineer", "manager", "rubric_version")
    monthly_review = get_object_or_404(months, pk=pk)
    if monthly_review.state in WITH_ENGINEER:
        return redirect("monthly" if is_engineer(request.user, monthly_review) else "monthly_team")
    if monthly_review.state != MonthlyState.VALIDATING:
        return redirect("monthly_review", pk)
    cases = sent_page(monthly_review)
    if not is_engineer(request.user, monthly_review):
        return redirect("monthly_validate", pk, cases[0].case_id)
    context = {
        "monthly_review": monthly_review,
        "manager": monthly_review.manager,
        "selections": cases,
        "can_recall": can_recall(request.user, monthly_review),
    }
    return render(request, "monthly/sent.html", context)
