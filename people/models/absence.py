from django.db import models
from django.db.models import F, Q

from people.models.team import Membership
from people.models.user import User


class AbsenceQuerySet(models.QuerySet):
    def visible_to(self, user, day=None):
        """Your own absences and, with a `day`, those of the people you manage on that day.

        `day` is the organisation's, see `queries.today`.
        """
        if not user.is_active:
            return self.none()
        if day is None:
            return self.filter(user=user)
        reports = Membership.objects.on(day).filter(manager=user).values("user")
        return self.filter(Q(user=user) | Q(user__in=reports))

    def overlapping(self, first_day, last_day):
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)

    def not_over(self, day):
        return self.filter(last_day__gte=day)


class Absence(models.Model):
    """Days on which a person is away. Deliberately stores no reason."""

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
