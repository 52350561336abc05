from django.db import models

from comments.models import RESOLVED_BY_SOMEBODY, AbstractComment, CommentQuerySet
from reviews.models.review import Review, has_reader, is_asked_about, is_sent_to
from reviews.states import SENT
from rubrics.models import Criterion


class ReviewCommentQuerySet(CommentQuerySet):
    def visible_to(self, user):
        """The comments on sent reviews that `user` can read."""
        if not user.is_active:
            return self.none()
        reviews = Review.objects.filter(is_sent_to(user) | is_asked_about(user), state__in=SENT)
        return self.filter(review__in=reviews)

    def with_reader(self, user):
        """`visible_to` without the reviews that `user` only gives a second opinion about."""
        return self.filter(has_reader(user, "review__")) if user.is_active else self.none()


class Comment(AbstractComment):
    """A comment on one criterion of a review, or on the whole of it."""

    url_names = {
        "add": "comment_add",
        "edit": "comment_edit",
        "delete": "comment_delete",
        "resolve": "thread_resolve",
        "reopen": "thread_reopen",
    }

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opinion = models.OneToOneField(
        "reviews.SecondOpinion",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="comment",
        help_text="The second opinion that this comment gives.",
    )

    objects = ReviewCommentQuerySet.as_manager()

    class Meta(AbstractComment.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=RESOLVED_BY_SOMEBODY, name="first_comments_are_resolved_by_somebody"
            )
        ]
        indexes = [models.Index(fields=["review", "written_at"], name="comment_of_review")]

    def __str__(self):
        return f"comment {self.pk}"

    @property
    def subject(self):
        return self.review
