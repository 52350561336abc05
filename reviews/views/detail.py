from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.forms import render_form
from core.screen import screen
from reviews import actions, queries
from reviews.forms import TakeawayForm
from reviews.models import Review
from reviews.rules import can_acknowledge, can_mark_used, can_recall
from reviews.states import DISCARDED_FOR, ReviewState


@screen("GET")
def review(request, pk):
    """Reading a review is the one GET that may write: the first time, it notes that this reader opened it."""
    review = get_object_or_404(queries.sent_review(Review.objects.visible_to(request.user)), pk=pk)
    if review.state == ReviewState.DRAFT:
        return redirect("review_edit", pk)
    threads = queries.list_threads(review, request.user, timezone.now())
    criteria = queries.criteria_with_answers(review)
    for criterion in criteria:
        criterion.threads = threads.get(criterion.pk, [])
    mine = next(
        (reader for reader in review.readers.all() if reader.user_id == request.user.pk), None
    )
    if mine and not mine.opened_at:
        mine.opened_at = timezone.now()
        actions.open_review(review, by=request.user, now=mine.opened_at)
    context = {
        "review": review,
        "why": mine.get_why_display() if mine else "",
        "criteria": criteria,
        "is_owner": review.owner_id == request.user.pk,
        "is_reviewer": review.reviewer_id == request.user.pk,
        "can_acknowledge": can_acknowledge(request.user, review),
        "can_mark_used": can_mark_used(request.user, review),
        "can_recall": can_recall(request.user, review),
        "whole": threads.get(None, []),
        "open_threads": queries.count_open_threads(threads),
        "kept_until": review.ended_at and review.ended_at + DISCARDED_FOR,
    }
    return render(request, "reviews/review.html", context)


@screen("POST")
def acknowledge(request, pk):
    review = get_object_or_404(queries.sent_review(Review.objects.visible_to(request.user)), pk=pk)
    form = TakeawayForm(request.POST)
    if not form.is_valid():
        return render_form(request, "reviews/takeaway.html", {"review": review, "form": form})
    takeaway = form.cleaned_data["takeaway"]
    actions.acknowledge_review(review, by=request.user, now=timezone.now(), takeaway=takeaway)
    messages.success(
        request, f"Acknowledged. {review.reviewer.first_name} will know that you read it."
    )
    return redirect("review", pk)


@screen("GET", "POST")
def recall(request, pk):
    review = get_object_or_404(queries.sent_review(Review.objects.editable_by(request.user)), pk=pk)
    if request.method != "POST":
        context = {"review": review, "can_recall": can_recall(request.user, review)}
        return render(request, "reviews/recall.html", context)
    actions.recall_review(review, by=request.user, now=timezone.now())
    messages.success(request, "Recalled. It is your draft again.")
    return redirect("review_edit", pk)


@screen("POST")
def used(request, pk):
    review = get_object_or_404(queries.sent_review(Review.objects.visible_to(request.user)), pk=pk)
    actions.mark_used(review, by=request.user, now=timezone.now())
    messages.success(request, f"Noted. {review.reviewer.first_name} sees that it helped.")
    return redirect("review", pk)
