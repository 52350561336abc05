"""Comments on sent reviews: permissions and notices. The rest is `comments.actions`."""

from django.db import transaction

import comments.actions
from core.errors import NotAllowed, Refused
from notifications.actions import queue
from reviews.actions.readers import open_review
from reviews.models import Comment
from reviews.notices import CommentWritten
from reviews.queries import find_reader_names
from reviews.rules import can_comment


@transaction.atomic
def add_comment(review, *, body, by, now, criterion=None, thread=None):
    """Comment on one criterion or on the whole of a sent review, or reply in `thread`.

    Commenting counts as opening the review. Raises `NotAllowed` for people who cannot read it,
    `StaleState` if it was recalled, and `Refused` for an empty text or for a thread or criterion of
    another review.
    """
    if not by.is_active:
        raise NotAllowed("Only readers of this review can comment on it.")
    open_review(review, by=by, now=now)
    if criterion and criterion.version_id != review.rubric_version_id:
        raise Refused("That criterion belongs to another rubric.")
    comment = Comment(
        review=review,
        criterion=thread.criterion if thread else criterion,
        thread=thread,
        author=by,
        body=body,
    )
    comments.actions.add(comment, names=find_reader_names(review), by=by, now=now)
    queue(CommentWritten(comment), now=now)
    return comment


@transaction.atomic
def edit_comment(comment, *, body, by, now):
    """Correct your own comment within 10 minutes; see `comments.actions.edit`."""
    _require_reader(comment, by)
    names = find_reader_names(comment.review)
    comments.actions.edit(comment, body=body, names=names, by=by, now=now)


@transaction.atomic
def delete_comment(comment, *, by, now):
    """Delete your own comment. The review still shows that there was one."""
    _require_reader(comment, by)
    comments.actions.delete(comment, by=by, now=now)


@transaction.atomic
def resolve_thread(thread, *, by, now):
    """Mark a thread as resolved. Everyone who can comment can do so."""
    _require_reader(thread, by)
    comments.actions.resolve(thread, by=by, now=now)


@transaction.atomic
def reopen_thread(thread, *, by, now):
    """Undo `resolve_thread`."""
    _require_reader(thread, by)
    comments.actions.reopen(thread, by=by, now=now)


def _require_reader(comment, by):
    if not can_comment(by, comment.review):
        raise NotAllowed("Only readers of this review can do that.")
