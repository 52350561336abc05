from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from audit.queries import list_history
from comments.queries import count_open_threads
from core.forms import render_form
from core.screen import screen
from core.weeks import monday_of
from reviews import actions, queries
from reviews.errors import ReviewRecalled
from reviews.forms import TakeawayForm
from reviews.kinds import kind_of
from reviews.models import Review
from reviews.naming import review_name
from reviews.rules import (
    can_acknowledge,
    can_change_answers,
    can_mark_used,
    can_recall,
    is_peer_like,
)
from reviews.states import SENT, OpinionState, ReviewState


@screen("GET")
def review(request, pk):
    """A sent or discarded review. The only GET that writes: it records who opened the review."""
    user = request.user
    review, opinions = open_for_page(user, pk)
    if review.state == ReviewState.DRAFT:
        if review.reviewer_id == user.pk:
            return redirect("review_edit", pk)
        return redirect(queries.find_opinion_page(review, user))
    if page_url := kind_of(review).page_url(review):
        return redirect(page_url)
    now = timezone.now()
    criteria = queries.criteria_with_answers(review)
    kind = kind_of(review)
    people = [review.reviewer, review.owner, *(row.user for row in review.readers.all())]
    context = {
        "review": review,
        "kind": kind,
        "name": name_of(review),
        "title": kind.title(review, user),
        "crumbs": kind.crumbs(review, user),
        "criteria": criteria,
        "events": list_history(review, 10, people),  # `visible_to` checked access above
        "now": now,
        **permission_context(review, user),
        **thread_context(review, criteria, opinions, user, now),
        **meeting_context(review, user),
        **opinion_context(review, opinions, user, now),
        **change_context(review, criteria, opinions, user),
    }
    return render(request, "reviews/review.html", context)


def permission_context(review, user):
    """Why this person reads the review, what they see of it, and what they may do."""
    reader = find_reader(review, user)
    is_owner = review.owner_id == user.pk
    is_reviewer = review.reviewer_id == user.pk
    return {
        "why": reader.own_reason if reader else "You were asked for a second opinion",
        "is_owner": is_owner,
        "is_reviewer": is_reviewer,
        "sees_readers": bool(review.submitted_at) and (is_owner or is_reviewer),
        "sees_technical_notes": bool(review.technical_notes) and (is_owner or is_reviewer),
        "can_acknowledge": can_acknowledge(user, review),
        "can_mark_used": can_mark_used(user, review),
        "can_recall": can_recall(user, review),
        "awaits_owner": is_peer_like(review) and is_reviewer,
    }


def thread_context(review, criteria, opinions, user, now):
    """The threads, those about a criterion as its `threads`, and the words of the form."""
    threads = queries.list_threads(review, user, now, opinions)
    for criterion in criteria:
        criterion.threads = [thread for thread in threads if thread.criterion_id == criterion.pk]
    kind = kind_of(review)
    return {
        "whole": [thread for thread in threads if thread.criterion_id is None],
        "open_threads": count_open_threads(threads),
        "placeholder": kind.comment_placeholder(review, user),
        "notified": kind.notified_words(review, user),
        "mentionable": mentionable(review, opinions, user),
    }


def opinion_context(review, opinions, user, now):
    """The questions of this person and, for "Seen by", the managers who were asked."""
    readers = {reader.user_id: reader for reader in review.readers.all()}
    asked = queries.list_asked_managers(opinions, user)
    for reader in readers.values():
        reader.reason_with_opinion = reader.reason
    for opinion in asked:
        if reader := readers.get(opinion.manager_id):
            reader.reason_with_opinion = f"{reader.reason}, {opinion.reason.lower()}"
    return {
        "asking": queries.build_asking(review, opinions, user, now=now),
        "asked_managers": [opinion for opinion in asked if opinion.manager_id not in readers],
    }


def change_context(review, criteria, opinions, user):
    """The answers that were changed; nobody can change one before an opinion is answered."""
    if not any(opinion.state == OpinionState.ANSWERED for opinion in opinions):
        return {"changed": []}
    changed = queries.add_changes(review, criteria)
    changed_at = max((criterion.change.now.at for criterion in changed), default=None)
    is_acknowledged = review.state == ReviewState.ACKNOWLEDGED
    is_newer = bool(changed) and is_acknowledged and changed_at > review.acknowledged_at
    return {
        "changed": changed,
        "changed_at": changed_at,
        "can_change": review.state in SENT and can_change_answers(user, review),
        "is_newer_than_acknowledged": is_newer,
    }


def mentionable(review, opinions, user):
    """Reviewer and owner can also mention the managers who were asked; others do not see them."""
    managers = []
    if user.pk in (review.reviewer_id, review.owner_id):
        managers = [opinion.manager for opinion in queries.list_asked_managers(opinions, user)]
    return queries.mentionable(review, user, managers)


def meeting_context(review, user):
    """The meeting about a peer review, for its reviewer and owner."""
    partners = {review.owner_id: review.reviewer, review.reviewer_id: review.owner}
    if review.pairing_id is None or user.pk not in partners:
        return {"can_meet": False}
    meeting = queries.latest_meeting(review.pairing_id, user)
    return {"can_meet": True, "partner": partners[user.pk], "meeting": meeting}


def name_of(review):
    """By the Monday of its cycle (`cycle_monday`), or of the week in which it was started."""
    monday = review.cycle_monday or monday_of(timezone.localdate(review.started_at))
    return review_name(monday, review.reviewer.name, review.owner.name, review.case.number)


def open_for_page(user, pk):
    """The review with everything its page shows, read after the first opening is recorded, and the
    second opinions about it.

    Once opened by a reader it can no longer be recalled, so they can continue.
    """
    now = timezone.now()
    reviews = queries.sent_reviews()
    review = get_visible_review(user, pk, reviews)
    opinions = queries.list_opinions(review, user) if review.has_opinions else []
    given = [one for one in opinions if one.manager_id == user.pk and one.gives_access]
    is_shown = review.state in SENT and not kind_of(review).page_url(review)
    reader = find_reader(review, user)
    is_opened = bool(reader and reader.opened_at)
    if is_shown and not is_opened and (reader or not given):
        actions.open_review(review, by=user, now=now)
        review = get_visible_review(user, pk, reviews)
    if is_shown:
        for opinion in given:
            actions.open_opinion(opinion, by=user, now=now)
    return review, opinions


def find_reader(review, user):
    return next((row for row in review.readers.all() if row.user_id == user.pk), None)


def get_visible_review(user, pk, reviews=None):
    """The review; people who could read it before a recall get an error that says so."""
    if reviews is None:
        reviews = Review.objects.select_related("case", "reviewer", "owner")
    for review in reviews.visible_to(user).filter(pk=pk).order_by():
        return review
    recalled = Review.objects.recalled_from(user).select_related("reviewer").filter(pk=pk).first()
    if recalled:
        raise ReviewRecalled(recalled)
    raise Http404


@screen("POST")
def acknowledge(request, pk):
    review = get_visible_review(request.user, pk)
    form = TakeawayForm(request.POST)
    if not form.is_valid():
        return render_form(request, "reviews/takeaway.html", {"review": review, "form": form})
    takeaway = form.cleaned_data["takeaway"]
    actions.acknowledge_review(review, by=request.user, now=timezone.now(), takeaway=takeaway)
    messages.success(
        request, f"Acknowledged. {review.reviewer.first_name} will see that you have read it."
    )
    return redirect("review", pk)


@screen("GET", "POST")
def recall(request, pk):
    review = get_object_or_404(queries.sent_review(Review.objects.editable_by(request.user)), pk=pk)
    if request.method != "POST":
        has_ended = kind_of(review).has_ended(review)
        context = {
            "review": review,
            "can_recall": can_recall(request.user, review),
            "reason": "Its cycle has ended" if has_ended else "It has already been opened",
        }
        return render(request, "reviews/recall.html", context)
    actions.recall_review(review, by=request.user, now=timezone.now())
    messages.success(request, "Recalled. It is a draft again.")
    return redirect("review_edit", pk)


@screen("POST")
def used(request, pk):
    review = get_visible_review(request.user, pk)
    actions.mark_used(review, by=request.user, now=timezone.now())
    messages.success(request, f"Noted. {review.reviewer.first_name} will see that it helped.")
    return redirect("review", pk)
