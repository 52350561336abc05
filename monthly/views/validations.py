from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string

from core.form_recovery import read_typed_text
from core.forms import bind, render_form
from core.ids import read_id
from core.screen import screen
from monthly.actions import (
    agree_with_rest,
    open_self_assessments,
    save_validation,
    send_validation,
    start_validation,
    take_over_validation,
)
from monthly.errors import ValidationTakenOver, require_validating
from monthly.forms.validations import ValidationForm
from monthly.queries import validations as queries
from monthly.queries.state_bar import state_bar
from monthly.states import WITH_ENGINEER, MonthlyState
from monthly.views.sections import get_managed_month
from reviews.queries import build_saved_input


@screen("GET", "POST")
def validate(request, pk, case_pk):
    """The answers about one case. POST saves them and, with "go", opens the other case.

    The first GET records that the self-assessment was opened, which ends recalling it.
    """
    monthly_review = get_managed_month(request, pk)
    selections = queries.list_selections(monthly_review)
    selection = find_selection(selections, case_pk)
    if request.method == "POST":
        return save(request, selection, selections)
    is_ended = monthly_review.state not in (*WITH_ENGINEER, MonthlyState.VALIDATING)
    if is_ended:
        return redirect("monthly_review", pk)
    require_validating(monthly_review)
    if queries.find_other_draft(selections, request.user):
        return redirect("monthly_take_over", pk)
    if request.method == "GET":
        record_reading(request, monthly_review)
    form = build_form(request, selection)
    return render_validation(request, selection, selections, form)


def require_turn(request, selections):
    """Refuse a form of somebody who cannot validate now: its page would show the answers."""
    read_typed_text(request)  # so that the page of an error gives it back
    monthly_review = selections[0].monthly_review
    require_validating(monthly_review)
    if draft := queries.find_other_draft(selections, request.user):
        raise ValidationTakenOver(draft)
    record_reading(request, monthly_review)


def record_reading(request, monthly_review):
    """Record that the self-assessments are read, unless they stay closed until both have sent."""
    if monthly_review.read_at is None and not monthly_review.is_blind:
        open_self_assessments(monthly_review, by=request.user, now=timezone.now())


def save(request, selection, selections):
    require_turn(request, selections)
    form = build_form(request, selection)
    if not form.is_valid():
        return render_validation(request, selection, selections, form)
    if "rest" in request.POST:
        agree_with_rest(
            selection, rubric_input=form.rubric_input(), by=request.user, now=timezone.now()
        )
        return redirect("monthly_validate", selection.monthly_review.pk, selection.case_id)
    save_form(request, selection, form)
    go_to = read_id(request.POST.get("go"))
    if go_to in [other.case_id for other in selections]:
        return redirect("monthly_validate", selection.monthly_review.pk, go_to)
    messages.success(request, "Draft saved. Only you can see it.")
    return redirect("monthly_validate", selection.monthly_review.pk, selection.case_id)


@screen("POST")
def autosave(request, pk, case_pk):
    """The save state and, out of band, the progress and the draft's new version."""
    monthly_review = get_managed_month(request, pk)
    selections = queries.list_selections(monthly_review)
    selection = find_selection(selections, case_pk)
    require_turn(request, selections)
    form = build_form(request, selection)
    if not form.is_valid():
        return render_form(request, "parts/save_state.html", {"form": form})
    review = save_form(request, selection, form, page_stays=True)
    context = {
        "review": review,
        "form": form,
        "criteria": form.criteria,
        "answered": form.count_chosen(),
        "is_blind": monthly_review.is_blind,
    }
    return render(request, "monthly/_validation_saved.html", context)


@screen("POST")
def send(request, pk):
    """Save the case on screen and send all; show the case that lacks something, if one does."""
    monthly_review = get_managed_month(request, pk)
    selections = queries.list_selections(monthly_review)
    selection = find_selection(selections, read_id(request.POST.get("case")))
    require_turn(request, selections)
    form = build_form(request, selection)
    if not form.is_valid():
        return render_validation(request, selection, selections, form)
    selection.manager_review = save_form(request, selection, form, page_stays=True)
    incomplete = queries.find_incomplete(selections, selection)
    if incomplete:
        form = build_incomplete_form(request, incomplete)
        return render_validation(request, incomplete, selections, form, is_saved=True)
    send_validation(monthly_review, by=request.user, now=timezone.now())
    name = monthly_review.engineer.first_name
    messages.success(request, f"Sent. {name} can read your answers now, and you can talk.")
    return redirect("monthly_review", pk)


@screen("GET", "POST")
def take_over(request, pk):
    """Validate in place of somebody who has begun; their draft is discarded."""
    monthly_review = get_managed_month(request, pk)
    selections = queries.list_selections(monthly_review)
    draft = queries.find_other_draft(selections, request.user)
    if request.method == "POST":
        person = take_over_validation(monthly_review, by=request.user, now=timezone.now())
        if person:
            messages.success(
                request, f"You now validate this month. {person.first_name}’s draft was discarded."
            )
    elif draft:
        require_validating(monthly_review)
        context = {"month": monthly_review, "draft": draft}
        return render(request, "monthly/take_over.html", context)
    if not selections:
        raise Http404
    return redirect("monthly_validate", pk, selections[0].case_id)


def find_selection(selections, case_pk):
    for selection in selections:
        if selection.case_id == case_pk:
            return selection
    raise Http404


def build_form(request, selection, data=None, sending=False):
    review = queries.get_draft(selection, request.user)
    criteria = queries.list_criteria(review, selection)
    if data is not None:
        return ValidationForm(data, criteria=criteria, review=review, sending=sending)
    return bind(ValidationForm, request, criteria=criteria, review=review)


def build_incomplete_form(request, selection):
    """The saved answers, with what has to be filled in before they can be sent."""
    review = start_validation(selection, by=request.user, now=timezone.now())
    selection.manager_review = review
    data = {"version": review.version, "page": get_random_string(16)}
    for answer in build_saved_input(review).answers:
        data[f"answer_{answer.criterion_id}"] = answer.value
        data[f"comment_{answer.criterion_id}"] = answer.comment
    return build_form(request, selection, data, sending=True)


def save_form(request, selection, form, page_stays=False):
    return save_validation(
        selection,
        rubric_input=form.rubric_input(),
        by=request.user,
        now=timezone.now(),
        page_stays=page_stays,
    )


def render_validation(request, selection, selections, form, is_saved=False):
    """`is_saved` marks a refused form whose text was saved anyway."""
    now = timezone.now()
    review = form.review
    page = queries.validation_page(review, selection, selections, form.criteria, now)
    answered = form.count_chosen()
    context = {
        "form": form,
        "unsaved_form": None if is_saved else form,
        "answered": answered,
        "side": "rubric",
        "is_blind": selection.monthly_review.is_blind,
        "bar": state_bar(selection.monthly_review, request.user, now),
    }
    return render_form(request, "monthly/validate.html", page | context)
