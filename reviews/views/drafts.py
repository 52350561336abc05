from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.queries.detail import conversation as case_conversation
from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from reviews import actions, queries
from reviews.forms import RubricForm
from reviews.kinds import kind_of
from reviews.rules import is_peer_like
from reviews.states import ReviewState


def get_own_draft(request, pk, reviews=None):
    reviews = queries.for_editing() if reviews is None else reviews
    return get_object_or_404(reviews.editable_by(request.user), pk=pk)


@screen("GET", "POST")
def edit(request, pk):
    """The rubric. POST is "Save draft", for those without JavaScript or who want to be sure."""
    review = get_own_draft(request, pk, queries.for_form())
    if review.state != ReviewState.DRAFT and request.method != "POST":
        return redirect("review", pk)
    criteria = queries.criteria_with_answers(review)
    form = bind(RubricForm, request, criteria=criteria, review=review)
    if form.is_valid():
        actions.save_draft(
            review, rubric_input=form.rubric_input(), by=request.user, now=timezone.now()
        )
        messages.success(request, "Draft saved. Only you can see it.")
        return redirect("review_edit", pk)
    return render_draft(request, review, criteria, form)


@screen("GET")
def conversation(request, pk):
    """The case's conversation next to the form, so that reviewers can stay in the draft."""
    review = get_own_draft(request, pk, queries.for_form())
    conversation = case_conversation(review.case, unfolded=True)
    context = {"review": review, "conversation": conversation}
    return render(request, "reviews/_conversation.html", context)


@screen("POST")
def autosave(request, pk):
    """Answers with the save state and, out of band, the progress and the draft's new version."""
    review = get_own_draft(request, pk)
    criteria = queries.criteria_of(review)
    form = RubricForm(request.POST, criteria=criteria, review=review)
    if not form.is_valid():
        return render_form(request, "parts/save_state.html", {"form": form})
    actions.save_draft(
        review,
        rubric_input=form.rubric_input(),
        by=request.user,
        now=timezone.now(),
        page_stays=True,
    )
    context = {
        "review": review,
        "form": form,
        "criteria": criteria,
        "answered": form.count_answered(),
    }
    return render(request, "reviews/_saved.html", context)


@screen("POST")
def submit(request, pk):
    review = get_own_draft(request, pk)
    criteria = queries.criteria_of(review)
    form = RubricForm(request.POST, criteria=criteria, review=review, sending=True)
    if not form.is_valid():
        return render_draft(request, review, criteria, form)
    actions.submit_review(
        review, rubric_input=form.rubric_input(), by=request.user, now=timezone.now()
    )
    messages.success(request, kind_of(review).sent_message(review))
    return redirect("review", pk)


@screen("GET", "POST")
def discard(request, pk):
    review = get_own_draft(request, pk)
    kind = kind_of(review)
    if request.method == "POST":
        actions.discard_review(review, by=request.user, now=timezone.now())
        messages.success(request, kind.discarded_message)
        return redirect(kind.after_discard(review))
    if not kind.can_be_discarded:
        raise NotAllowed(f"A {kind.noun} cannot be discarded.")
    return render(request, "reviews/discard.html", {"review": review, "kind": kind})


def render_draft(request, review, criteria, form):
    answered = form.count_answered() if form.is_bound else queries.count_answered(criteria)
    kind = kind_of(review)
    context = {
        "review": review,
        "kind": kind,
        "crumbs": kind.crumbs(review, request.user),
        "send_label": kind.send_label(review),
        "criteria": criteria,
        "form": form,
        "answered": answered,
        "readers": queries.list_future_readers(review, now=timezone.now()),
        "has_technical_notes": is_peer_like(review),
        "is_late": timezone.now() > review.due_at,
    }
    return render_form(request, "reviews/edit.html", context)
