"""The threads of a sent review."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.forms import bind, render_form
from core.screen import screen
from reviews import actions, queries
from reviews.forms import ReviewCommentForm
from reviews.kinds import kind_of
from reviews.models import Comment
from reviews.states import SENT
from reviews.views.detail import get_visible_review


def get_visible_comment(request, pk):
    comments = Comment.objects.visible_to(request.user)
    return get_object_or_404(queries.with_review(comments), pk=pk)


def get_named(rows, pk):
    """The row whose id the form posted; None if it posted none. The id 0 never exists."""
    return None if pk is None else get_object_or_404(rows, pk=pk)


def page_of(request, review, **context):
    """What the pages about a comment show of its review."""
    kind = kind_of(review)
    crumbs = kind.crumbs(review, request.user)
    if kind.page_url(review):
        request.section_path = crumbs[0][1]
    return {"review": review, "crumbs": crumbs, **context}


def back_to(comment):
    return redirect(f"{reverse('review', args=[comment.review_id])}#comment-{comment.pk}")


@screen("POST")
def add(request, pk):
    review = get_visible_review(request.user, pk)
    if review.state not in SENT:
        raise Http404
    form = ReviewCommentForm(request.POST)
    if not form.is_valid():
        return render_form(request, "reviews/comment.html", page_of(request, review, form=form))
    data = form.cleaned_data
    comment = actions.add_comment(
        review,
        body=data["body"],
        criterion=get_named(review.rubric_version.criteria, data["criterion"]),
        thread=get_named(review.comments, data["thread"]),
        by=request.user,
        now=timezone.now(),
    )
    return back_to(comment)


@screen("GET", "POST")
def edit(request, pk):
    comment = get_visible_comment(request, pk)
    form = bind(ReviewCommentForm, request, initial={"body": comment.body})
    if form.is_valid():
        actions.edit_comment(
            comment, body=form.cleaned_data["body"], by=request.user, now=timezone.now()
        )
        return back_to(comment)
    context = page_of(request, comment.review, comment=comment, form=form)
    return render_form(request, "reviews/comment.html", context)


@screen("GET", "POST")
def delete(request, pk):
    comment = get_visible_comment(request, pk)
    if request.method != "POST":
        context = page_of(request, comment.review, comment=comment)
        return render(request, "reviews/comment_delete.html", context)
    actions.delete_comment(comment, by=request.user, now=timezone.now())
    messages.success(request, "Comment deleted. A note stays in its place.")
    return back_to(comment)


@screen("POST")
def resolve(request, pk):
    comment = get_visible_comment(request, pk)
    actions.resolve_thread(comment, by=request.user, now=timezone.now())
    return back_to(comment)


@screen("POST")
def reopen(request, pk):
    comment = get_visible_comment(request, pk)
    actions.reopen_thread(comment, by=request.user, now=timezone.now())
    return back_to(comment)
