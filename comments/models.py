from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

EDITABLE_FOR = timedelta(minutes=10)

# For a CheckConstraint of the concrete model: only the first comment of a thread can be resolved.
RESOLVED_BY_SOMEBODY = Q(resolved_at__isnull=True, resolved_by__isnull=True) | Q(
    resolved_at__isnull=False, resolved_by__isnull=False, thread__isnull=True
)

LAST_COMMENT = {
    "last_id": "pk",
    "last_author": "author",
    "last_at": "written_at",
}


class CommentQuerySet(models.QuerySet):
    def unresolved_threads(self):
        """The first comments of the threads that nobody has resolved."""
        return self.filter(thread__isnull=True, resolved_at__isnull=True)

    def with_last_comment(self, *names):
        """Threads, annotated with the named facts about their last comment that was not deleted.

        The names are those of `LAST_COMMENT`; each costs a subquery.
        """
        last = self.model._base_manager.filter(
            Q(pk=OuterRef("pk")) | Q(thread=OuterRef("pk")), deleted_at__isnull=True
        )
        last = last.order_by("-written_at", "-pk")
        facts = {name: Subquery(last.values(LAST_COMMENT[name])[:1]) for name in names}
        return self.annotate(**facts)


class AbstractComment(models.Model):
    """One comment of a thread; replies name the first comment as their `thread`.

    The concrete model adds what the thread is about and returns it as `subject`. Its `url_names`
    name the views: "add" takes the subject's id; "edit", "delete", "resolve" and "reopen" take
    the comment's. It has `RESOLVED_BY_SOMEBODY` as a constraint.
    """

    url_names = {}

    thread = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"comment {self.pk}"

    @property
    def subject(self):
        """What the thread is about: the audit trail names it."""
        raise NotImplementedError

    @property
    def editable_until(self):
        return self.written_at + EDITABLE_FOR
