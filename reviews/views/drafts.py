from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.queries.detail import conversation as case_conversation
from core.forms import bind, render_form
from core.screen import screen
from reviews import actions, queries
from reviews.forms import RubricForm
from reviews.states import ReviewState


def get_own_draft(request, pk):
    return get_object_or_404(queries.for_editing().editable_by(request.user), pk=pk)


@screen("GET", "POST")
def edit(request, pk):
    """The rubric; POST is "Save draft", for those without JavaScript and for whoever likes to be sure."""
    review = get_own_draft(request, pk)
    if review.state != ReviewState.DRAFT and request.method != "POST":
        return redirect("review", pk)
    criteria = queries.criteria_with_answers(review)
    form = bind(RubricForm, request, criteria=criteria, review=review)
    if form.is_valid():
        actions.save_draft(review, filled=form.filled(), by=request.user, now=timezone.now())
        messages.success(request, "Draft saved. Only you can see it.")
        return redirect("review_edit", pk)
    return render_draft(request, review, criteria, form)


@screen("GET")
def conversation(request, pk):
    """The case's conversation for the card beside the form, so that reading it never leaves the draft."""
    review = get_own_draft(request, pk)
    talk = case_conversation(review.case, unfolded=True)
    return render(request, "reviews/_conversation.html", {"review": review, "talk": talk})


@screen("POST")
def autosave(request, pk):
    """Answers with the save state and, out of band, the progress and the draft's new version."""
    review = get_own_draft(request, pk)
    criteria = queries.criteria_of(review)
    form = RubricForm(request.POST, criteria=criteria, review=review)
    if not form.is_valid():
        return render_form(request, "reviews/_not_saved.html", {"form": form})
    actions.save_draft(
        review, filled=form.filled(), by=request.user, now=timezone.now(), page_stays=True
    )
    context = {"review": review, "form": form, "criteria": criteria, "answered": form.answered()}
    return render(request, "reviews/_saved.html", context)


@screen("POST")
def submit(request, pk):
    review = get_own_draft(request, pk)
    criteria = queries.criteria_of(review)
    form = RubricForm(request.POST, criteria=criteria, review=review, sending=True)
    if not form.is_valid():
        return render_draft(request, review, criteria, form)
    actions.submit_review(review, filled=form.filled(), by=request.user, now=timezone.now())
    messages.success(request, f"Sent. {review.owner.first_name} can read it now.")
    return redirect("review", pk)


@screen("GET", "POST")
def discard(request, pk):
    review = get_own_draft(request, pk)
    if request.method != "POST":
        return render(request, "reviews/discard.html", {"review": review})
    actions.discard_review(review, by=request.user, now=timezone.now())
    messages.success(request, "Draft laid aside. Pick another case.")
    return redirect("pick_case", review.pairing_id)


def render_draft(request, review, criteria, form):
    context = {
        "review": review,
        "criteria": criteria,
        "form": form,
        "answered": form.answered() if form.is_bound else queries.count_answered(criteria),
        "readers": queries.list_future_readers(review, now=timezone.now()),
        "late": timezone.now() > review.pairing.draw.cycle.due_at,
    }
    return render_form(request, "reviews/edit.html", context)
