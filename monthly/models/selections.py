from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import Case
from monthly.models.monthly_reviews import MonthlyReview
from monthly.states import CaseSource, SelectionKind
from reviews.models import Review


class SelectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(monthly_review__in=MonthlyReview.objects.visible_to(user))

    def current(self):
        """Without the cases that a redraw or another choice replaced."""
        return self.filter(replaced_at__isnull=True)


class Selection(models.Model):
    """One of the two cases of a month, with the self-assessment and the manager's answers.

    A drawn one keeps seed and frozen inputs, so that anyone who sees it can recompute the draw.
    """

    monthly_review = models.ForeignKey(
        MonthlyReview, on_delete=models.CASCADE, related_name="selections"
    )
    kind = models.CharField(max_length=10, choices=SelectionKind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="monthly_selections")
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why the engineer chose it, in their own words."
    )
    selected_at = models.DateTimeField()
    self_review = models.OneToOneField(
        Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="self_selection"
    )
    manager_review = models.OneToOneField(
        Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="manager_selection"
    )
    algorithm = models.CharField(max_length=40, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    inputs = models.JSONField(null=True, blank=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaced_because = models.CharField(max_length=300, blank=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        ordering = ["monthly_review", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["monthly_review", "kind"],
                condition=Q(replaced_at__isnull=True),
                name="one_current_selection_a_kind",
            ),
            models.UniqueConstraint(
                fields=["monthly_review", "case"],
                condition=Q(replaced_at__isnull=True),
                name="never_the_same_case_twice",
            ),
            models.CheckConstraint(
                condition=Q(kind=SelectionKind.OWN, inputs__isnull=True)
                | Q(kind=SelectionKind.DRAWN, inputs__isnull=False),
                name="drawn_selections_keep_their_inputs",
            ),
        ]

    def __str__(self):
        return f"selection {self.pk}"

    @property
    def is_drawn(self):
        return self.kind == SelectionKind.DRAWN

    @property
    def is_case_gone(self):
        """Whether the case was deleted or has another owner by now. It stays selected."""
        return bool(self.case.deleted_at) or self.case.owner_id != self.monthly_review.engineer_id

    @property
    def eligible_count(self):
        """How many cases it was drawn from."""
        return len(self.inputs["eligible"])

    @property
    def is_from_solved(self):
        """Whether no active case was eligible, so that a recently solved one was drawn."""
        return self.inputs["source"] == CaseSource.SOLVED
