from django.conf import settings
from django.db import models
from django.db.models import F, Q

from monthly.states import STAND_IN_TRANSITIONS, StandInState


class StandInQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=StandInState.ACTIVE)

    def not_over(self):
        return self.filter(state__in=STAND_IN_TRANSITIONS)

    def of(self, user):
        """The stand-ins of a person, as the manager who is away or as the one who stands in."""
        return self.filter(Q(manager=user) | Q(person=user))

    def visible_to(self, user):
        """Your own stand-ins, on either side; all of them for coordinators."""
        if not user.is_active:
            return self.none()
        return self if user.is_coordinator else self.of(user)

    def changeable_by(self, user):
        """Those that stand in for you; all of them for coordinators."""
        if not user.is_active:
            return self.none()
        return self if user.is_coordinator else self.filter(manager=user)


class StandIn(models.Model):
    """`person` acts for `manager` on these days, for the months that are due then.

    A sweep moves it from planned to active on its first day, and ends it after the last one.
    """

    TRANSITIONS = STAND_IN_TRANSITIONS

    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stand_ins"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stands_in_for"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=StandInState, default=StandInState.PLANNED)

    objects = StandInQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="stand_in_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(manager=F("person")), name="nobody_stands_in_for_themself"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                name="stand_in_active",
                condition=Q(state=StandInState.ACTIVE),
            )
        ]

    def __str__(self):
        return f"{self.person} stands in for {self.manager}"
