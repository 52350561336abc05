"""Write, edit, delete and resolve comments. The calling app checks permissions and sends notices.

Every action takes rows of any model based on `comments.models.AbstractComment`. `names` are the
people who can be mentioned, as {user id: name}.
"""

from django.db import transaction

from audit.actions import record
from comments.mentions import find_mentioned
from core.errors import NotAllowed, Refused, StaleState


@transaction.atomic
def add(comment, *, names, by, now):
    """Save `comment`, a new row with its body, its subject and (for a reply) its thread.

    A reply reopens its thread. Raises `Refused` for an empty body, and for a reply to a thread
    about something else.
    """
    if not comment.body.strip():
        raise Refused("Write something first.")
    thread = comment.thread
    if thread and (thread.subject != comment.subject or thread.thread_id):
        raise Refused("That thread belongs to another page.")
    comment.author = by
    comment.written_at = now
    comment.save(force_insert=True)
    comment.mentions.set(_find_mentions(comment, names))
    if thread:
        _rows(thread).update(resolved_at=None, resolved_by=None)
    _record("comment written", comment, by, now)
    return comment


@transaction.atomic
def edit(comment, *, body, names, by, now):
    """Correct your own comment within 10 minutes. Mentions are taken from the new text.

    Raises `NotAllowed` for anyone else, and `StaleState` once the time is up or it was deleted.
    """
    _require_author(comment, by)
    if now > comment.editable_until:
        raise StaleState("You can edit a comment for 10 minutes. Write a new one instead.", comment)
    if not body.strip():
        raise Refused("Write something, or delete the comment.")
    if not _rows(comment).filter(deleted_at__isnull=True).update(body=body, edited_at=now):
        raise StaleState("This comment has been deleted.", comment)
    comment.body = body
    comment.mentions.set(_find_mentions(comment, names))
    _record("comment edited", comment, by, now)


@transaction.atomic
def delete(comment, *, by, now):
    """Delete the text of your own comment; an empty row stays. A second call changes nothing."""
    _require_author(comment, by)
    if _rows(comment).filter(deleted_at__isnull=True).update(body="", deleted_at=now):
        comment.mentions.clear()
        _record("comment deleted", comment, by, now)


@transaction.atomic
def resolve(thread, *, by, now):
    """Mark a thread as resolved by the first person who does so. A second call changes nothing."""
    _require_thread(thread)
    if _rows(thread).filter(resolved_at__isnull=True).update(resolved_at=now, resolved_by=by):
        _record("thread resolved", thread, by, now)


@transaction.atomic
def reopen(thread, *, by, now):
    """Undo `resolve`."""
    _require_thread(thread)
    if _rows(thread).filter(resolved_at__isnull=False).update(resolved_at=None, resolved_by=None):
        _record("thread reopened", thread, by, now)


def _rows(comment):
    return type(comment)._base_manager.filter(pk=comment.pk)


def _find_mentions(comment, names):
    others = {pk: name for pk, name in names.items() if pk != comment.author_id}
    return find_mentioned(comment.body, others)


def _record(verb, comment, by, now):
    record(verb, comment.subject, by=by, now=now, comment=comment.pk)


def _require_author(comment, by):
    if comment.author_id != by.pk:
        raise NotAllowed("Only the author can change a comment.")


def _require_thread(comment):
    if comment.thread_id:
        raise NotAllowed("Only whole threads can be resolved or reopened.")
