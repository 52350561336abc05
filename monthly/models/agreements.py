from django.db import models

from monthly.models.selections import Selection
from reviews.states import AnswerValue
from rubrics.models import Criterion


class Agreement(models.Model):
    """What the two agreed on where their answers differ. An empty `value` leaves both answers."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="agreements")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=3, choices=AnswerValue, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["selection", "criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "criterion"], name="agreement_once_a_criterion"
            )
        ]

    def __str__(self):
        return f"agreement on {self.criterion_id}"
