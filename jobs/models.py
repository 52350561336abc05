from django.conf import settings
from django.db import models
from django.db.models import Q

from core.leases import is_free
from jobs.states import OPEN, TRANSITIONS, State


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The jobs that `user` started; coordinators see all of them."""
        if not user.is_active:
            return self.none()
        return self.all() if user.is_coordinator else self.filter(by=user)

    def due(self, now):
        """What a worker may claim: open, not leased, and not waiting for its next try."""
        return self.filter(is_free(now), state__in=OPEN, not_before__lte=now)

    def ended(self, before):
        return self.exclude(state__in=OPEN).filter(finished_at__lte=before)


class Job(models.Model):
    """Long work that a worker does in slices. `kind` names its class in the registry."""

    TRANSITIONS = TRANSITIONS

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    payload = models.JSONField(default=dict, help_text="What to work on; never changed.")
    cursor = models.JSONField(default=dict, help_text="Where the next step starts.")
    result = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text="0 while it is not known.")
    error = models.CharField(max_length=300, blank=True)
    is_final = models.BooleanField(
        default=False,
        db_default=False,  # for processes of the version before, during an upgrade
        help_text="Failed in a way that another try would not change.",
    )
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="Slices in a row that made no progress."
    )
    not_before = models.DateTimeField()
    lease = models.UUIDField(null=True, help_text="The token of the worker that has it.")
    lease_until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at__isnull=True)
                | Q(finished_at__isnull=False) & ~Q(state__in=OPEN),
                name="job_finished_exactly_when_not_open",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], name="job_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["finished_at"], name="job_finished", condition=~Q(state__in=OPEN)),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def version(self):
        """Changes with everything that the progress on a page shows."""
        return f"{self.state}-{self.done}-{self.total}-{self.tries}"

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else 0
