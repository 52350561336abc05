from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from people.models.user import User, validate_time_zone
from people.states import Role


class Organisation(models.Model):
    """The one organisation of the deployment. It exists once set-up is done."""

    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    country = models.CharField(
        max_length=2, blank=True, help_text="For public holidays; empty for none."
    )
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="organisation_is_one")]

    def __str__(self):
        return self.name


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if user.is_active else self.none()


class Team(models.Model):
    name = models.CharField(max_length=80)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="team_name_once",
                violation_error_message="There is already a team with that name.",
            )
        ]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def on(self, day):
        return self.not_over(day).filter(first_day__lte=day)

    def not_over(self, day):
        """Current on `day` or starting later."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=day))

    def open(self):
        return self.filter(last_day__isnull=True)

    def visible_to(self, user):
        return self.all() if user.is_active else self.none()


class Membership(models.Model):
    """A person in a team for some time. The primary one names the manager that counts."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.ENGINEER)
    manager = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="manages"
    )
    is_primary = models.BooleanField(default=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team__name", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(is_primary=True, last_day__isnull=True),
                name="one_open_primary_a_person",
                violation_error_message="This person has a main team already.",
            ),
            models.UniqueConstraint(
                fields=["user", "team"],
                condition=Q(last_day__isnull=True),
                name="one_open_membership_a_team",
                violation_error_message="This person is in this team already.",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")),
                name="membership_ends_after_start",
                violation_error_message="The last day is before the first one.",
            ),
            models.CheckConstraint(
                condition=~Q(manager=models.F("user")),
                name="nobody_manages_themself",
                violation_error_message="Nobody can be their own manager.",
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.team}"
