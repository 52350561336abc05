"""The owner's consent to technical notes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.screen import screen
from reviews import actions, queries
from reviews.forms import RubricForm
from reviews.models import Consent
from reviews.views.drafts import get_own_draft, render_draft


def get_own_consent(request, pk):
    consents = Consent.objects.visible_to(request.user).filter(review__owner=request.user)
    return get_object_or_404(consents.select_related("review__reviewer", "review__case"), pk=pk)


@screen("POST")
def ask(request, pk):
    """The button is part of the rubric's form, so what was typed is posted and saved first."""
    review = get_own_draft(request, pk)
    if "version" in request.POST:
        criteria = queries.criteria_of(review)
        form = RubricForm(request.POST, criteria=criteria, review=review)
        if not form.is_valid():
            return render_draft(request, review, criteria, form)
        actions.save_draft(
            review, rubric_input=form.rubric_input(), by=request.user, now=timezone.now()
        )
    actions.ask_consent(review, by=request.user, now=timezone.now())
    name = review.owner.first_name
    messages.success(request, f"{name} has been asked. You will get a notice with the answer.")
    return redirect("review_edit", pk)


@screen("GET", "POST")
def consent(request, pk):
    consent = get_own_consent(request, pk)
    if request.method != "POST":
        return render(request, "reviews/consent.html", {"consent": consent})
    allow = request.POST.get("allow") == "yes"
    actions.answer_consent(consent, allow=allow, by=request.user, now=timezone.now())
    name = consent.review.reviewer.first_name
    if allow:
        messages.success(request, f"{name} may add technical notes.")
    else:
        messages.success(request, f"{name} will see your answer: not this time.")
    return redirect("consent", pk)


@screen("POST")
def withdraw(request, pk):
    consent = get_own_consent(request, pk)
    actions.withdraw_consent(consent, by=request.user, now=timezone.now())
    messages.success(request, "Withdrawn. The review will have no technical notes.")
    return redirect("consent", pk)
