from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, Refused, StaleState
from notifications.actions import queue
from reviews.mentions import mentioned
from reviews.models import Comment, Reader
from reviews.notices import CommentWritten
from reviews.queries.comments import EDITABLE_FOR
from reviews.rules import can_comment


@transaction.atomic
def add_comment(review, *, body, by, now, criterion=None, thread=None):
    """Say something about a sent review, on a criterion, on the whole, or as an answer in `thread`.

    Who writes about it has read it, so it counts as opened. Raises `NotAllowed` for who may not read it (any more: it
    may be recalled in this moment), `Refused` for an empty text and for what belongs to another review.
    """
    place = Reader.objects.select_for_update().filter(review=review, user=by).first()
    if not place or not can_comment(by, review):
        raise NotAllowed("Only those who may read this review can comment on it.")
    if not body.strip():
        raise Refused("Write something first.")
    if thread and (thread.review_id != review.pk or thread.thread_id):
        raise Refused("That thread belongs to another review.")
    if criterion and criterion.version_id != review.rubric_version_id:
        raise Refused("That criterion belongs to another rubric.")
    Reader.objects.filter(pk=place.pk, opened_at__isnull=True).update(opened_at=now)
    comment = Comment.objects.create(
        review=review,
        criterion=thread.criterion if thread else criterion,
        thread=thread,
        author=by,
        body=body,
        written_at=now,
    )
    comment.mentions.set(_mentioned(review, body, by=by))
    if thread:
        Comment.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
    record("comment written", review, by=by, now=now, comment=comment.pk)
    queue(CommentWritten(comment), now=now)
    return comment


@transaction.atomic
def edit_comment(comment, *, body, by, now):
    """Correct one's own words within 10 minutes. Raises `NotAllowed` for others, `StaleState` afterwards."""
    _require_own(comment, by=by)
    if now - comment.written_at > EDITABLE_FOR:
        raise StaleState(
            "A comment can be edited for 10 minutes; write another one instead.", comment
        )
    if not body.strip():
        raise Refused("Write something, or delete the comment.")
    kept = Comment.objects.filter(pk=comment.pk, deleted_at__isnull=True).update(
        body=body, edited_at=now
    )
    if not kept:
        raise StaleState("This comment was deleted meanwhile.", comment)
    comment.mentions.set(_mentioned(comment.review, body, by=by))
    record("comment edited", comment.review, by=by, now=now, comment=comment.pk)


@transaction.atomic
def delete_comment(comment, *, by, now):
    """Take back one's own words; that something stood there stays visible. Deleting twice changes nothing."""
    _require_own(comment, by=by)
    if Comment.objects.filter(pk=comment.pk, deleted_at__isnull=True).update(
        body="", deleted_at=now
    ):
        comment.mentions.clear()
        record("comment deleted", comment.review, by=by, now=now, comment=comment.pk)


@transaction.atomic
def resolve_thread(thread, *, by, now):
    """Say that a thread is settled. Whoever may comment may; the first one is named, a second changes nothing."""
    if not can_comment(by, thread.review) or thread.thread_id:
        raise NotAllowed("Only those who may read this review can settle its threads.")
    if Comment.objects.filter(pk=thread.pk, resolved_at__isnull=True).update(
        resolved_at=now, resolved_by=by
    ):
        record("thread resolved", thread.review, by=by, now=now, comment=thread.pk)


@transaction.atomic
def reopen_thread(thread, *, by, now):
    """Undo `resolve_thread`."""
    if not can_comment(by, thread.review) or thread.thread_id:
        raise NotAllowed("Only those who may read this review can open its threads again.")
    if Comment.objects.filter(pk=thread.pk, resolved_at__isnull=False).update(
        resolved_at=None, resolved_by=None
    ):
        record("thread reopened", thread.review, by=by, now=now, comment=thread.pk)


def _require_own(comment, *, by):
    if comment.author_id != by.pk or not can_comment(by, comment.review):
        raise NotAllowed("Only its author can change a comment.")


def _mentioned(review, body, *, by):
    readers = (
        Reader.objects.filter(review=review).exclude(user=by).values_list("user_id", "user__name")
    )
    return mentioned(body, dict(readers))
