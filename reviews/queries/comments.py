"""What the threads of a review read."""

from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery

from reviews.mentions import handles
from reviews.models import Comment

EDITABLE_FOR = timedelta(minutes=10)


def list_threads(review, user, now):
    """The threads of a sent review, as {criterion id or None: [first comments]}, each with its `answers`.

    Every comment knows whether `user` may still edit (`can_edit`) or delete (`can_delete`) it, and the review who of
    its readers can be called into the talk (`callable`), by what stands for each in a comment.
    """
    review.callable = mentionable(review, user)
    comments = list(review.comments.select_related("author", "resolved_by"))
    threads = {}
    for comment in comments:
        mine = comment.author_id == user.pk and comment.deleted_at is None
        comment.can_delete, comment.can_edit = (
            mine,
            mine and now - comment.written_at <= EDITABLE_FOR,
        )
        comment.editable_until = comment.written_at + EDITABLE_FOR
        comment.answers = [other for other in comments if other.thread_id == comment.pk]
        if comment.thread_id is None:
            threads.setdefault(comment.criterion_id, []).append(comment)
    return threads


def mentionable(review, user):
    """What mentions each reader who is not told of every comment anyway: all but the two, and oneself."""
    found = handles(
        {
            reader.user_id: reader.user.name
            for reader in review.readers.all()
            if reader.user_id != user.pk
        }
    )
    return [
        handle for key, handle in found.items() if key not in (review.reviewer_id, review.owner_id)
    ]


def count_open_threads(threads):
    """How many threads are not settled and not deleted."""
    firsts = [thread for some in threads.values() for thread in some]
    return sum(
        thread.resolved_at is None and not (thread.deleted_at and not thread.answers)
        for thread in firsts
    )


def unanswered_threads(user):
    """Threads on reviews that `user` wrote or got whose last word is somebody else's, and which are not settled."""
    mine = Q(review__reviewer=user) | Q(review__owner=user)
    firsts = Comment.objects.visible_to(user).filter(
        mine, thread__isnull=True, resolved_at__isnull=True
    )
    return (
        with_last_comment(firsts)
        .exclude(last_author=user)
        .exclude(last_author=None)
        .select_related("review__case")
    )


def with_last_comment(firsts):
    """Threads with the id, author and moment of the last message that still stands."""
    last = Comment.objects.filter(
        Q(pk=OuterRef("pk")) | Q(thread=OuterRef("pk")), deleted_at__isnull=True
    )
    last = last.order_by("-written_at", "-pk")
    return firsts.annotate(
        last_id=Subquery(last.values("pk")[:1]),
        last_author=Subquery(last.values("author")[:1]),
        last_name=Subquery(last.values("author__name")[:1]),
        last_at=Subquery(last.values("written_at")[:1]),
    )


def with_review(comments):
    return comments.select_related("review__case", "review__rubric_version", "thread")
