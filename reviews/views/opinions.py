"""What a manager does with a question: answer it, pass it on or decline it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.queries.detail import conversation
from core.forms import bind, render_form
from core.screen import screen
from core.text import join_words
from reviews import actions, queries
from reviews.forms import DeclineOpinionForm, ForwardForm, OpinionForm
from reviews.models import SecondOpinion
from reviews.states import SENT
from reviews.views.questions import page_of_asker


@screen("GET", "POST")
def opinion(request, pk, opinion_pk):
    """The manager's page: the question, the review and the answer. POST saves it as a draft."""
    opinion = queries.find_asked_opinion(request.user, pk, opinion_pk)
    if opinion is None and request.method != "POST":
        asked = SecondOpinion.objects.asked_by(request.user).select_related("review")
        return redirect(page_of_asker(get_object_or_404(asked, review=pk, pk=opinion_pk).review))
    opinion = opinion or get_asked(request, pk, opinion_pk)
    if request.method != "POST":
        if opinion.gives_access:
            actions.open_opinion(opinion, by=request.user, now=timezone.now())
        return render_opinion(request, opinion)
    form = build_form(request, opinion)
    if form.is_valid():
        save_form(request, opinion, form, page_stays=bool(request.htmx))
        if not request.htmx:
            messages.success(request, "Saved. Only you can see it until you send it.")
            return redirect("opinion", pk, opinion_pk)
    if request.htmx:
        context = {"opinion": opinion, "form": form}
        return render_form(request, "reviews/_opinion_saved.html", context)
    return render_opinion(request, opinion, form=form)


@screen("POST")
def answer(request, pk, opinion_pk):
    """Send the answer. If something is missing, what was typed is saved as a draft."""
    opinion = get_asked(request, pk, opinion_pk)
    form = build_form(request, opinion, sending=True)
    if not form.is_valid():
        draft = build_form(request, opinion)
        is_saved = draft.is_valid()
        if is_saved:
            save_form(request, opinion, draft, page_stays=True)
            form.show_version(opinion.version)
        return render_opinion(request, opinion, form=form, is_saved=is_saved)
    actions.answer_opinion(
        opinion, opinion_input=form.opinion_input(), by=request.user, now=timezone.now()
    )
    readers = join_words(name_readers(opinion))
    messages.success(request, f"Sent. {readers} can read it now.")
    return redirect("opinion", pk, opinion_pk)


@screen("POST")
def decline(request, pk, opinion_pk):
    opinion = get_asked(request, pk, opinion_pk)
    form = DeclineOpinionForm(request.POST)
    if not form.is_valid():
        return render_opinion(request, opinion, decline_form=form)
    reason = form.cleaned_data["reason"]
    actions.decline_opinion(opinion, reason=reason, by=request.user, now=timezone.now())
    messages.success(request, f"Declined. {opinion.asker.first_name} gets a notice.")
    return redirect("opinion", pk, opinion_pk)


@screen("POST")
def forward(request, pk, opinion_pk):
    opinion = get_asked(request, pk, opinion_pk)
    form = ForwardForm(request.POST, managers=list_others(opinion))
    if not form.is_valid():
        return render_opinion(request, opinion, forward_form=form)
    actions.forward_opinion(opinion, manager=form.person, by=request.user, now=timezone.now())
    asker = opinion.asker.first_name
    messages.success(request, f"Passed on to {form.person.name}. {asker} gets a notice.")
    return redirect("opinion", pk, opinion_pk)


def get_asked(request, pk, opinion_pk):
    """The question to this manager; other people get a 404."""
    opinion = queries.find_asked_opinion(request.user, pk, opinion_pk)
    if opinion is None:
        raise Http404
    return opinion


def list_others(opinion):
    """The managers that the question can be passed on to."""
    return queries.list_forwardable_managers(opinion, now=timezone.now())


def build_form(request, opinion, sending=False):
    """The form with what was posted, else with what is saved."""
    review = opinion.review
    criteria = queries.criteria_with_answers(review)
    return bind(
        OpinionForm,
        request,
        opinion=opinion,
        criteria=criteria,
        proposals=() if request.method == "POST" else opinion.proposals.all(),
        is_sent=review.state in SENT,
        sending=sending,
    )


def save_form(request, opinion, form, page_stays):
    actions.save_opinion_draft(
        opinion,
        opinion_input=form.opinion_input(),
        by=request.user,
        now=timezone.now(),
        page_stays=page_stays,
    )


def name_readers(opinion):
    """The first names of those who get the answer."""
    review = opinion.review
    people = {opinion.asker_id: opinion.asker}
    if opinion.is_private is False:
        people |= {review.reviewer_id: review.reviewer, review.owner_id: review.owner}
    return [person.first_name for person in people.values()]


def render_opinion(
    request, opinion, form=None, is_saved=False, decline_form=None, forward_form=None
):
    """The page of a question. Without the review once it is closed.

    `is_saved` marks a refused form whose text was saved anyway.
    """
    now = timezone.now()
    review = opinion.review
    context = {
        "opinion": opinion,
        "review": review,
        "is_sent": review.state in SENT,
        "asked_by_owner": opinion.asker_id == review.owner_id,
        "is_late": opinion.is_late(now),
        "was_sent_since": review.submitted_at and review.submitted_at > opinion.asked_at,
        "keeps_text": opinion.ended_at and now < opinion.kept_until,
        "why_over": "" if opinion.is_open else opinion.why_over(request.user),
    }
    if not opinion.gives_access:
        return render(request, "reviews/opinion_over.html", context)
    if opinion.is_open:
        context |= open_context(opinion, decline_form, forward_form)
        context["form"] = form or build_form(request, opinion)
        context["unsaved_form"] = None if is_saved else form
        criteria = context["form"].criteria
    else:
        criteria = queries.criteria_with_answers(review)
    context["criteria"] = criteria
    context["conversation"] = (
        [] if is_gone(review.case) else conversation(review.case, unfolded=True)
    )
    bad = next((one for one in (decline_form, forward_form) if one is not None), None)
    return render_form(request, "reviews/opinion.html", context, status=422 if bad else None)


def open_context(opinion, decline_form, forward_form):
    return {
        "decline_form": decline_form or DeclineOpinionForm(),
        "forward_form": forward_form or ForwardForm(managers=list_others(opinion)),
    }


def is_gone(case):
    return bool(case.deleted_at or case.purged_at)
