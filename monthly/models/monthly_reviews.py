from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from core.drafts import Draft
from core.weeks import local_datetime
from core.workdays import DUE_HOUR
from monthly.models.stand_ins import StandIn
from monthly.states import OPEN, TRANSITIONS, Excuse, Missing, MonthlyState
from people.models import Team
from rubrics.models import RubricVersion


class MonthlyReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Months in which you are the engineer, the manager, a stand-in now, or the validator."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(engineer=user) | _is_managed_by(user))

    def managed_by(self, user):
        """Months in which you act as the manager: `visible_to` without your own."""
        if not user.is_active:
            return self.none()
        return self.filter(_is_managed_by(user)).exclude(engineer=user)

    def open(self):
        return self.filter(state__in=OPEN)

    def stood_in_by(self, stand_in):
        """The manager's open months with a due date in the days of `stand_in`."""
        days = (stand_in.first_day, stand_in.last_day)
        is_due_then = Q(self_due_on__range=days)
        is_due_then |= Q(validation_due_on__range=days) | Q(talk_due_on__range=days)
        return self.open().filter(is_due_then, manager=stand_in.manager_id)


def _is_managed_by(user):
    """The two managers keep a month; a stand-in sees it while it is open."""
    stand_ins = StandIn.objects.active().filter(person=user, manager=OuterRef("manager"))
    is_due_then = Q()
    for part in ("self_due_on", "validation_due_on", "talk_due_on"):
        is_due_then |= Q(first_day__lte=OuterRef(part), last_day__gte=OuterRef(part))
    is_stood_in = Q(Exists(stand_ins.filter(is_due_then)), state__in=OPEN)
    return Q(manager=user) | Q(validator=user) | is_stood_in


class MonthlyReview(Draft):
    """The month of one engineer: two cases, a self-assessment, the manager's validation, a talk.

    `month` is its first day. Zone, country, rubric version and blind mode are frozen when it opens.
    The columns of `Draft` are those of the notes.
    """

    TRANSITIONS = TRANSITIONS

    month = models.DateField()
    engineer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="monthly_reviews"
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="monthly_reviews_managed"
    )
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=16, choices=MonthlyState, default=MonthlyState.SELECTING)
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="+")
    is_blind = models.BooleanField(default=False)
    zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    self_due_on = models.DateField()
    validation_due_on = models.DateField()
    talk_due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When the engineer sent both self-assessments."
    )
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody who validates first opened one of them."
    )
    validated_at = models.DateTimeField(null=True, blank=True)
    validator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who sent the validation: the manager or a stand-in.",
    )
    notes = models.TextField(blank=True)
    engineer_done_at = models.DateTimeField(null=True, blank=True)
    manager_done_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    excuse = models.CharField(max_length=10, choices=Excuse, blank=True)
    excuse_note = models.CharField(max_length=300, blank=True)
    missing = ArrayField(
        models.CharField(max_length=20, choices=Missing),
        default=list,
        blank=True,
        help_text="What was missing when the month was closed as incomplete.",
    )

    objects = MonthlyReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "engineer"]
        constraints = [
            models.UniqueConstraint(
                fields=["engineer", "month"], name="monthly_review_once_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="month_is_its_first_day"),
            models.CheckConstraint(
                condition=~Q(manager=F("engineer")), name="nobody_validates_themself"
            ),
            models.CheckConstraint(
                condition=Q(state=MonthlyState.EXCUSED) ^ Q(excuse=""),
                name="excused_months_say_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | Q(ended_at__isnull=False),
                name="ended_months_say_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["manager"], name="monthly_open_of_manager", condition=Q(state__in=OPEN)
            ),
            models.Index(fields=["manager", "month"], name="monthly_of_manager"),
        ]

    def __str__(self):
        return f"monthly review {self.pk}"

    @property
    def due_days(self):
        """The days by which self-assessment, validation and talk are due."""
        return (self.self_due_on, self.validation_due_on, self.talk_due_on)

    def due_at(self, day):
        """17:00 of one of its due days, in its zone."""
        return local_datetime(day, DUE_HOUR, self.zone)
