from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from monthly.schedule import OPENING_WORKDAYS
from people.models import Team
from rubrics.models import Rubric


class Schedule(models.Model):
    """When months open, for the whole organisation. Without a row the default counts."""

    opening_workdays = models.PositiveSmallIntegerField(
        default=OPENING_WORKDAYS,
        validators=[MinValueValidator(1), MaxValueValidator(15)],
        help_text="A month opens on the first of its last working days; this is how many.",
    )
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="schedule_is_one")]

    def __str__(self):
        return f"{self.opening_workdays} working days before the end of the month"


class TeamSettingsQuerySet(models.QuerySet):
    def switched_on(self):
        return self.filter(switched_on_at__isnull=False)


class TeamSettings(models.Model):
    """How a team does monthly reviews. Without a row they are switched off.

    Rubric and blind mode are frozen on each monthly review when it opens.
    """

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="monthly_settings")
    switched_on_at = models.DateTimeField(
        null=True, blank=True, help_text="Months that opened before are not opened any more."
    )
    rubric = models.ForeignKey(
        Rubric,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty for the default rubric.",
    )
    is_blind = models.BooleanField(
        default=False, help_text="Managers answer before they see the self-assessment."
    )

    objects = TeamSettingsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "team settings"

    def __str__(self):
        return f"monthly reviews of {self.team}"
