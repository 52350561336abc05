from django.conf import settings
from django.db import models
from django.db.models import Q

from pairing.states import Unavailability


class UnavailableQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Your own weeks. Others see only that somebody sits out; those who manage the pool see
        why.
        """
        return self.filter(user=user) if user.is_active else self.none()

    def within(self, first_day, last_day):
        return self.filter(monday__gte=first_day, monday__lte=last_day)


class Unavailable(models.Model):
    """A week in which somebody neither gives nor receives a review in any pool.

    A busy week needs no reason.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unavailable"
    )
    monday = models.DateField()
    why = models.CharField(max_length=10, choices=Unavailability, default=Unavailability.BUSY)
    created_at = models.DateTimeField()

    objects = UnavailableQuerySet.as_manager()

    class Meta:
        ordering = ["monday"]
        verbose_name = "unavailable week"
        constraints = [
            models.UniqueConstraint(fields=["user", "monday"], name="unavailable_once_a_week"),
            models.CheckConstraint(
                condition=Q(monday__iso_week_day=1), name="unavailable_from_monday"
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.monday}"
