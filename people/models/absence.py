from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate

from people.models.team import Membership
from people.models.user import User


class AbsenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those of the people whose manager one is today: why somebody is away is not for all."""
        mine = Membership.objects.on(TruncDate(Now())).filter(manager=user)
        return (
            self.filter(Q(user=user) | Q(user__in=mine.values("user")))
            if user.is_active
            else self.none()
        )

    def overlapping(self, first_day, last_day):
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)

    def not_over(self, day):
        return self.filter(last_day__gte=day)


class Absence(models.Model):
    """Days on which nobody is asked to wait for a person. It keeps no reason, on purpose."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_start"
            )
        ]

    def __str__(self):
        return f"{self.first_day} to {self.last_day}"

    @property
    def days(self):
        return (self.last_day - self.first_day).days + 1
