from django.db import models

from cases.models import CaseComment
from reviews.models.review import Answer, Review
from reviews.states import AuthorKind, MessageVisibility


class QuotationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Visible like the review they belong to."""
        return self.filter(answer__review__in=Review.objects.visible_to(user))


class Quotation(models.Model):
    """Words of a message, copied into an answer. Later edits of the message do not change them.

    `text` is empty once the words are deleted, with the old conversation or in the helpdesk.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="quotations")
    message = models.ForeignKey(
        CaseComment, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotations"
    )
    position = models.PositiveSmallIntegerField()
    author_kind = models.CharField(max_length=8, choices=AuthorKind)
    author_name = models.CharField(max_length=200, blank=True)
    visibility = models.CharField(max_length=8, choices=MessageVisibility)
    sent_at = models.DateTimeField()
    text = models.TextField(blank=True)

    objects = QuotationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return f"quotation {self.pk}"

    @property
    def is_internal(self):
        return self.visibility == MessageVisibility.INTERNAL
