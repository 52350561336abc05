from django.db import models

from pairing.models import Pairing


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reviewer who planned it."""
        return self.filter(pairing__reviewer=user) if user.is_active else self.none()


class Plan(models.Model):
    """The day a reviewer plans to write; the mid-cycle reminder is sent that morning."""

    pairing = models.OneToOneField(Pairing, on_delete=models.CASCADE, related_name="plan")
    day = models.DateField()
    planned_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    def __str__(self):
        return f"pairing {self.pairing_id} on {self.day}"
