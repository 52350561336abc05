from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from people.actions import change_review_layout
from people.states import ReviewLayout
from reviews import actions, queries
from reviews.errors import require_draft, require_sends_alone
from reviews.forms import RubricForm
from reviews.kinds import kind_of
from reviews.states import ReviewState

LAYOUT_ICONS = {ReviewLayout.FORM: "list-checks", ReviewLayout.DOCUMENT: "file-text"}


def get_own_draft(request, pk, reviews=None):
    reviews = queries.for_editing() if reviews is None else reviews
    review = get_object_or_404(reviews.editable_by(request.user), pk=pk)
    review.reviewer = request.user  # a draft belongs to its reviewer alone
    return review


@screen("GET", "POST")
def edit(request, pk):
    """The rubric. POST is "Save draft", for those without JavaScript or who want to be sure.

    The switch between form and document posts it too, so that nothing typed is lost.
    """
    review = get_own_draft(request, pk, queries.for_form())
    if request.method != "POST":
        if review.state != ReviewState.DRAFT:
            return redirect("review", pk)
        if edit_url := kind_of(review).edit_url(review):
            return redirect(edit_url)
    criteria = queries.criteria_with_answers(review)
    form = bind(RubricForm, request, criteria=criteria, review=review)
    if form.is_valid():
        save_form(request, review, form)
        if "finish" in request.POST:
            return redirect(kind_of(review).finish_url(review))
        if not remember_layout(request):
            messages.success(request, "Draft saved. Only you can see it.")
        return redirect("review_edit", pk)
    return render_draft(request, review, criteria, form)


def remember_layout(request):
    """Whether the switch was pressed; what it says is kept for all reviews of the person."""
    layout = request.POST.get("as")
    if layout not in ReviewLayout.values:
        return False
    if layout != request.user.review_layout:
        change_review_layout(request.user, layout=layout, by=request.user, now=timezone.now())
    return True


@screen("POST")
def autosave(request, pk):
    """Answers with the save state and, out of band, the progress and the draft's new version."""
    review = get_own_draft(request, pk)
    criteria = queries.criteria_of(review)
    form = RubricForm(request.POST, criteria=criteria, review=review)
    if not form.is_valid():
        return render_form(request, "parts/save_state.html", {"form": form})
    save_form(request, review, form, page_stays=True)
    context = saved_context(review, criteria, form)
    shown = form.cleaned_data["messages"]
    context["new_messages"] = queries.count_new_messages(review, shown)
    return render(request, "reviews/_saved.html", context)


@screen("POST")
def submit(request, pk):
    """Send the review. If something is missing, what was typed is saved as a draft."""
    review = get_own_draft(request, pk)
    require_sends_alone(review)
    criteria = queries.criteria_of(review)
    form = RubricForm(request.POST, criteria=criteria, review=review, sending=True)
    if not form.is_valid():
        return refuse_to_send(request, review, form)
    actions.submit_review(
        review, rubric_input=form.rubric_input(), by=request.user, now=timezone.now()
    )
    messages.success(request, kind_of(review).sent_message(review))
    return redirect("review", pk)


def refuse_to_send(request, review, form):
    """The page with what is missing, after saving the draft: the tab may be closed now."""
    draft = RubricForm(request.POST, criteria=form.criteria, review=review)
    is_saved = draft.is_valid()
    if is_saved:
        save_form(request, review, draft, page_stays=True)
        form.show_version(review.version)
    criteria = queries.criteria_with_answers(review)
    return render_draft(request, review, criteria, form, is_saved=is_saved)


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


def save_form(request, review, form, page_stays=False):
    actions.save_draft(
        review,
        rubric_input=form.rubric_input(),
        by=request.user,
        now=timezone.now(),
        page_stays=page_stays,
    )


def saved_context(review, criteria, form):
    """What a page that stays open shows after a save."""
    answered = form.count_answered()
    return {"review": review, "form": form, "criteria": criteria, "answered": answered}


def render_draft(request, review, criteria, form, is_saved=False):
    """The page to write on. `is_saved` marks a refused form whose text was saved anyway.

    Raises `StaleState` if the review is no longer a draft, so that nobody goes on writing.
    """
    require_draft(review, by=request.user)
    chosen = request.GET.get("as")
    layout = chosen if chosen in ReviewLayout.values else request.user.review_layout
    page = queries.draft_page(review, criteria, request.user, now=timezone.now())
    answered = form.count_answered() if form.is_bound else queries.count_answered(criteria)
    kind = kind_of(review)
    if not kind.sends_alone:
        request.section_path = kind.finish_url(review)
    context = {
        "form": form,
        "unsaved_form": None if is_saved else form,
        "answered": answered,
        "side": "rubric" if answered or form.errors else "case",
        "current": form.first_open(),
        "as": layout,
        "layouts": [(value, label, LAYOUT_ICONS[value]) for value, label in ReviewLayout.choices],
    }
    return render_form(request, "reviews/edit.html", page | context)
