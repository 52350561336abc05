"""Asking for a second opinion, and taking the question back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from core import rate_limits
from core.dates import format_short_day
from core.errors import NotAllowed
from core.forms import bind, render_form
from core.screen import screen
from core.weeks import today_in
from core.working_hours import after_workdays
from reviews import actions, queries
from reviews.forms import AskForm
from reviews.models import SecondOpinion
from reviews.rules import can_ask_for_opinion
from reviews.states import ReviewState
from reviews.views.drafts import render_draft
from reviews.views.quotations import save_posted

DAYS = 3  # working days to choose from; the second one is the default


@screen("GET", "POST")
def ask(request, pk):
    """The form to ask with: a part of the review's page with htmx, else a page of its own.

    On a draft the rubric is posted along, so that nothing typed is lost.
    """
    user = request.user
    now = timezone.now()
    review = get_object_or_404(queries.for_editing().visible_to(user), pk=pk)
    if not can_ask_for_opinion(user, review):
        raise NotAllowed("Only the reviewer and the case owner can ask for a second opinion.")
    is_posted = request.method == "POST"
    if is_posted and (refusal := save_rubric(request, review)):
        return refusal
    if request.POST.get("ask") == "open":  # the button that opens the form, without JavaScript
        return redirect("opinions", pk)
    context = ask_context(request, review, now)
    form = context["form"]
    if form.is_valid():
        data = form.cleaned_data
        rate_limits.consume(request, "second_opinion")
        actions.ask_for_opinion(
            review,
            manager=data["person"],
            question=data["question"],
            criteria=data["chosen"],
            answer_by=data["day"],
            by=user,
            now=now,
        )
        name = data["person"].first_name
        messages.success(request, f"Asked. {name} finds your question in the inbox and on My week.")
        return redirect(page_of_asker(review))
    template = "reviews/ask.html"
    if request.htmx and not is_posted:
        template = "reviews/_ask_card.html"
    return render_form(request, template, context)


def save_rubric(request, review):
    """Save the rubric that the form of a draft posts along; the page with its errors, if any."""
    if review.state != ReviewState.DRAFT:
        return None
    rubric = save_posted(request, review)
    if rubric is None or not rubric.errors:
        return None
    return render_draft(request, review, queries.criteria_with_answers(review), rubric)


def ask_context(request, review, now):
    user = request.user
    managers = queries.list_askable_managers(review, user, now=now)
    queries.add_manages(managers, review, now=now)
    offered = next((person for person in managers if user.pk in person.manages_parties), None)
    criteria = queries.criteria_of(review, review.answers.select_related("criterion"), {})
    days = list_days(review, user, now)
    form = bind(
        AskForm,
        request,
        managers=managers,
        offered=offered,
        criteria=criteria,
        days=days,
        today=today_in(user.time_zone, now),
    )
    is_draft = review.state == ReviewState.DRAFT
    other = review.owner if review.reviewer_id == user.pk else review.reviewer
    due_day = today_in(user.time_zone, review.due_at)
    return {
        "review": review,
        "form": form,
        "managers": managers,
        "offered": offered,
        "offered_words": describe_offered(offered, other),
        "other": other,
        "is_draft": is_draft,
        "due_day": due_day,
        "late_days": [day for day in days if day > due_day] if is_draft else [],
        "is_late": is_draft and now > review.due_at,
        "back_url": page_of_asker(review),
    }


def describe_offered(offered, other):
    """Who the offered manager manages, and until when they are away."""
    if offered is None:
        return ""
    words = "Your manager"
    if other.pk in offered.manages_parties:
        words += f", and {other.first_name}’s"
    if offered.away_until:
        words += f". Away until {format_short_day(offered.away_until, offered.away_until)}"
    return words


def list_days(review, user, now):
    """The next working days, by which an answer can be asked for."""
    zone = user.time_zone
    starts = (after_workdays(now, n, zone, review.country) for n in range(1, DAYS + 1))
    return [today_in(zone, start) for start in starts]


def page_of_asker(review):
    """The page of the review, at the card that says how the question stands."""
    is_draft = review.state == ReviewState.DRAFT
    page = reverse("review_edit" if is_draft else "review", args=[review.pk])
    return f"{page}#asking"


@screen("POST")
def take_back(request, pk, opinion_pk):
    """Take the question back; with `next` "ask", go on to ask somebody else."""
    opinions = SecondOpinion.objects.asked_by(request.user).select_related(
        "review__reviewer", "manager", "asker"
    )
    opinion = get_object_or_404(opinions, review=pk, pk=opinion_pk)
    if "version" in request.POST:  # on a draft the rubric is posted along
        review = get_object_or_404(queries.for_editing().editable_by(request.user), pk=pk)
        if refusal := save_rubric(request, review):
            return refusal
    actions.take_back_opinion(opinion, by=request.user, now=timezone.now())
    if request.POST.get("next") == "ask":
        return redirect("opinions", pk)
    messages.success(request, f"Taken back. {opinion.manager.first_name} gets a notice.")
    return redirect(page_of_asker(opinion.review))
