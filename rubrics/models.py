from django.db import models
from django.db.models import Q


class Rubric(models.Model):
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class RubricVersion(models.Model):
    """One published wording of a rubric. Immutable once a review uses it: a change makes the next version."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rubric", "-number"]
        constraints = [models.UniqueConstraint(fields=["rubric", "number"], name="version_once_a_rubric")]

    def __str__(self):
        return f"{self.rubric}, v{self.number}"


class Criterion(models.Model):
    version = models.ForeignKey(RubricVersion, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    why = models.TextField("why it matters", blank=True)
    allows_na = models.BooleanField("allows n/a", default=False)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="criterion_once_a_position"),
            models.CheckConstraint(condition=Q(position__gte=1), name="criterion_counts_from_one"),
        ]

    def __str__(self):
        return self.title
