"""Changing an answer of a sent review."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from reviews import actions, queries
from reviews.forms import AnswerForm
from reviews.models import Review
from reviews.rules import can_change_answers
from reviews.states import SENT
from reviews.views.detail import get_visible_review


@screen("GET", "POST")
def change(request, pk, criterion):
    """The reviewer changes one answer, after a second opinion on the review."""
    review = get_own_sent_review(request.user, pk)
    opinion = queries.latest_answered_opinion(review)
    if opinion is None or not can_change_answers(request.user, review):
        raise NotAllowed("You can change an answer once a second opinion has been given.")
    answers = review.answers.select_related("criterion")
    answer = get_object_or_404(answers, criterion=criterion)
    form = bind(AnswerForm, request, review=review, answer=answer)
    if form.is_valid():
        data = form.cleaned_data
        actions.change_answer(
            review,
            criterion=answer.criterion,
            value=data["value"],
            comment=data["comment"],
            opinion=opinion,
            version=data["version"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, "Changed. Everyone who can read the review sees both versions.")
        return redirect(f"{reverse('review', args=[pk])}#said-{answer.criterion.position}")
    context = {
        "review": review,
        "answer": answer,
        "criterion": answer.criterion,
        "proposals": queries.list_proposals(review, answer.criterion, request.user),
    }
    return render_form(request, "reviews/answer.html", context, form=form)


def get_own_sent_review(user, pk):
    review = get_object_or_404(
        Review.objects.editable_by(user).select_related("case", "owner"), pk=pk
    )
    if review.state not in SENT:
        raise Http404
    return review


@screen("POST")
def acknowledge(request, pk):
    """The owner acknowledges a changed review again."""
    review = get_visible_review(request.user, pk)
    actions.acknowledge_change(review, by=request.user, now=timezone.now())
    messages.success(
        request,
        f"Acknowledged. {review.reviewer.first_name} will see that you have read the change.",
    )
    return redirect("review", pk)
