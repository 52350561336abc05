from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower


class RubricQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviews show their rubric, so everyone may read published ones."""
        if not user.is_active:
            return self.none()
        return self if user.is_coordinator else self.published()

    def published(self):
        return self.filter(Exists(RubricVersion.objects.published().filter(rubric=OuterRef("pk"))))

    def choosable(self, keeping=None):
        """What a pool may choose; the rubric it uses now (`keeping`, an id) even if archived."""
        return self.published().filter(Q(archived_at__isnull=True) | Q(pk=keeping))


class Rubric(models.Model):
    """`revision` counts changes to the criteria, for optimistic locking in the editor."""

    HIDDEN_EVENTS = ("draft begun", "draft saved", "draft discarded")

    name = models.CharField(max_length=120)
    archived_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="rubric_name_once")]

    def __str__(self):
        return self.name


class RubricVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def drafts(self):
        return self.filter(published_at__isnull=True)

    def visible_to(self, user):
        """Drafts are visible to coordinators only."""
        if not user.is_active:
            return self.none()
        return self if user.is_coordinator else self.published()


class RubricVersion(models.Model):
    """A draft until it is published; after that it never changes.

    A database trigger refuses any change to a published version or its criteria.
    """

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RubricVersionQuerySet.as_manager()

    class Meta:
        ordering = ["rubric", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "number"], name="version_once_a_rubric"),
            models.UniqueConstraint(
                fields=["rubric"], condition=Q(published_at__isnull=True), name="one_draft_a_rubric"
            ),
        ]

    def __str__(self):
        return f"{self.rubric}, v{self.number}"


class Criterion(models.Model):
    version = models.ForeignKey(RubricVersion, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True, help_text="Empty in a draft only.")
    guidance = models.TextField(blank=True)
    why = models.TextField("why it matters", blank=True)
    allows_na = models.BooleanField("allows n/a", default=False)
    self_title = models.CharField(
        "title in self reviews",
        max_length=120,
        blank=True,
        db_default="",
        help_text="Empty if self reviews show the title.",
    )

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="criterion_once_a_position"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="criterion_counts_from_one"),
        ]

    def __str__(self):
        return self.title
