"""Quoting the case in an answer, by a button of the rubric's form, with or without JavaScript."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.screen import screen
from reviews import actions, queries
from reviews.forms import QuoteForm, RubricForm
from reviews.models import Quotation
from reviews.views.drafts import get_own_draft, render_draft, save_form, saved_context


@screen("POST")
def add(request, pk):
    """Quote a message, after saving what was typed: without JavaScript the page reloads."""
    review = get_own_draft(request, pk)
    quote = QuoteForm(request.POST)
    if not quote.is_valid():
        raise Http404
    form = save_posted(request, review)
    if form and form.errors:
        return render_refused(request, review, form)
    criteria = queries.criteria_with_answers(review)
    criterion = find_criterion(criteria, quote.cleaned_data["quote_in"])
    quotation = actions.quote_message(
        review,
        criterion=criterion,
        message_id=quote.cleaned_data["quote"] or None,
        words=quote.cleaned_data["words"],
        position=quote.cleaned_data["position"],
        by=request.user,
        now=timezone.now(),
    )
    return respond(request, review, form, criterion, quotation)


@screen("POST")
def remove(request, pk):
    """Remove a quotation from a draft; the toast offers to undo it."""
    quotation = get_own_quotation(request, pk)
    review = get_own_draft(request, quotation.answer.review_id)
    form = save_posted(request, review)
    if form and form.errors:
        return render_refused(request, review, form)
    criterion = quotation.answer.criterion
    actions.remove_quotation(quotation, by=request.user, now=timezone.now())
    return respond(request, review, form, criterion, quotation, removed=quotation)


def get_own_quotation(request, pk):
    quotations = Quotation.objects.visible_to(request.user)
    quotations = quotations.filter(answer__review__reviewer=request.user)
    quotations = quotations.select_related("answer__review", "answer__criterion")
    return get_object_or_404(quotations, pk=pk)


def save_posted(request, review):
    """Save the rubric that was posted with the button; returns the form, or None."""
    if "version" not in request.POST:
        return None
    criteria = queries.criteria_of(review)
    form = RubricForm(request.POST, criteria=criteria, review=review)
    if form.is_valid():
        save_form(request, review, form, page_stays=bool(request.htmx))
    return form


def find_criterion(criteria, pk):
    """The criterion with this `pk`, else the first without an answer, else the first of all."""
    named = [criterion for criterion in criteria if criterion.pk == pk]
    if pk and not named:
        raise Http404
    unanswered = [criterion for criterion in criteria if not criterion.answer.value]
    return (named or unanswered or criteria)[0]


def render_refused(request, review, form):
    """Nothing is quoted, because what was typed cannot be saved."""
    if request.htmx:
        return render(request, "reviews/_not_quoted.html", {"form": form}, status=422)
    return render_draft(request, review, queries.criteria_with_answers(review), form)


def respond(request, review, form, criterion, quotation, removed=None):
    criteria = queries.criteria_with_answers(review)
    criterion = find_criterion(criteria, criterion.pk)
    if not request.htmx:
        done = "Quotation removed." if removed else f"Quoted in {criterion.position}."
        messages.success(request, done)
        edit_url = reverse("review_edit", args=[review.pk])
        return redirect(f"{edit_url}#criterion-{criterion.position}")
    key = quotation.message_id or 0
    context = saved_context(review, criteria, form) if form else {"review": review}
    context |= {
        "criterion": criterion,
        "removed": removed,
        "quoted_key": key,
        "quoted_in": queries.positions_by_message(criteria).get(key, []),
    }
    return render(request, "reviews/_quoted.html", context)
