from django.conf import settings
from django.db import models
from django.db.models import Q

from monthly.models.monthly_reviews import MonthlyReview
from monthly.states import Outcome


class NextStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Steps of months you can see, and those that the engineer showed you."""
        if not user.is_active:
            return self.none()
        months = MonthlyReview.objects.visible_to(user)
        return self.filter(Q(monthly_review__in=months) | Q(shown_to=user))

    def open(self):
        return self.filter(outcome__in=(Outcome.OPEN, Outcome.ONGOING))


class NextStep(models.Model):
    """Something that the two agreed to do. The months after ask what became of it."""

    monthly_review = models.ForeignKey(
        MonthlyReview, on_delete=models.CASCADE, related_name="steps"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="A later manager, if the engineer showed them this step.",
    )

    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["monthly_review"],
                name="next_step_open",
                condition=Q(outcome__in=(Outcome.OPEN, Outcome.ONGOING)),
            )
        ]

    def __str__(self):
        return f"next step {self.pk}"

    @property
    def answer_stamp(self):
        """When it was answered last, for a form that must not overwrite a newer answer."""
        return self.outcome_at.isoformat() if self.outcome_at else ""
