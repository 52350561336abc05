"""Queries for the threads of a review."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from comments.mentions import list_handles
from comments.queries import build_threads
from core.prepared_queries import prepared_query
from reviews.kinds import kinds_notifying_all_readers
from reviews.models import Comment

READ_OF_THREAD = (
    "review",
    "criterion",
    "opinion",
    "thread",
    "body",
    "written_at",
    "edited_at",
    "deleted_at",
    "resolved_at",
    "author__name",
    "author__email",
    "resolved_by__name",
    "resolved_by__email",
)
READ_OF_COMMENT = (
    "root",
    "written_at",
    "author_id",
    "author__name",
    "author__email",
    "review_id",
    "review__case__number",
    "review__case__subject",
)


def list_threads(review, user, now, opinions=()):
    """The threads of a sent review, as returned by `comments.queries.build_threads`.

    Each comment carries the `role` of its author in the review, and one that gives one of the
    `opinions` also what it proposes.
    """
    comments = review.comments.select_related("author", "resolved_by")
    comments = comments.only(*READ_OF_THREAD).order_by()  # a few rows are sorted for less here
    comments = sorted(comments, key=lambda comment: (comment.written_at, comment.pk))
    proposals = {opinion.pk: opinion.proposed for opinion in opinions}
    roles = {review.reviewer_id: "Reviewer", review.owner_id: "Case owner"}
    for comment in comments:
        comment.role = roles.get(comment.author_id, "")
        if comment.opinion_id in proposals:
            comment.role = "Second opinion"
            comment.opinion_proposals = proposals[comment.opinion_id]
            comment.addition = "reviews/_comment_proposals.html"
    return build_threads(comments, user=user, now=now)


def mentionable(review, user, managers=()):
    """The handles of readers who get no notice unless they are mentioned (`readers` prefetched).

    Also of `managers` who give a second opinion. Reviewer and owner get a notice of every comment
    anyway.
    """
    names = {reader.user_id: reader.user.name for reader in review.readers.all()}
    names |= {manager.pk: manager.name for manager in managers}
    names.pop(user.pk, None)
    handles = list_handles(names)
    notified_anyway = (review.reviewer_id, review.owner_id)
    return [handle for key, handle in handles.items() if key not in notified_anyway]


def unanswered_comments(user):
    """The last comments, none of them by `user`, of open threads on reviews that they wrote or
    received, or whose readers are all part of the conversation.

    They are rows of `READ_OF_COMMENT`, oldest first. `root` is the first comment of the thread.
    """
    unanswered = [row for row in _last_comments(user) if row.author_id != user.pk]
    return sorted(unanswered, key=lambda row: (row.written_at, row.root))


@prepared_query
def _last_comments(user):
    """The last comment of each open thread, by whoever wrote it."""
    is_concerned = Q(review__reviewer=user) | Q(review__owner=user)
    is_concerned |= Q(review__kind__in=kinds_notifying_all_readers())
    comments = Comment.objects.with_reader(user).filter(
        is_concerned, resolved_at=None, thread__resolved_at=None, deleted_at=None
    )
    comments = comments.annotate(root=Coalesce("thread", "pk"))
    newest = comments.order_by("root", "-written_at", "-pk").distinct("root")
    return newest.values_list(*READ_OF_COMMENT)


def with_review(comments):
    return comments.select_related("review__case", "review__rubric_version", "thread")
