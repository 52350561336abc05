from django.conf import settings
from django.db import models

from reviews.models.opinions import SecondOpinion
from reviews.models.review import Answer
from reviews.states import AnswerValue


class AnswerRevision(models.Model):
    """An earlier version of an answer that was changed after the review was sent.

    `replaced_at` is when the next version took its place, after `opinion` was answered. A database
    trigger refuses to update a row, and to delete one unless its review is discarded.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    value = models.CharField(max_length=3, choices=AnswerValue)
    comment = models.TextField(blank=True)
    opinion = models.ForeignKey(SecondOpinion, on_delete=models.RESTRICT, related_name="+")
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["replaced_at", "pk"]

    def __str__(self):
        return f"earlier version of answer {self.answer_id}"
