from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pairing.models.pools import Pool
from pairing.states import CYCLE_TRANSITIONS, CycleState, Visibility
from rubrics.models import Rubric


class CycleQuerySet(models.QuerySet):
    def drawn(self):
        """Cycles that have been drawn, running or closed."""
        return self.exclude(state=CycleState.UPCOMING)

    def covering(self, day):
        return self.filter(monday__lte=day, ends_on__gt=day)

    def visible_to(self, user):
        return self.filter(pool__in=Pool.objects.visible_to(user))


class Cycle(models.Model):
    """One round of a pool, named by its Monday; it lasts until `ends_on`, the Monday of the next.

    It keeps the pool's settings as they were at the draw: changes apply from the next cycle.
    """

    TRANSITIONS = CYCLE_TRANSITIONS

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="cycles")
    monday = models.DateField()
    ends_on = models.DateField(help_text="The Monday of the next cycle.")
    due_at = models.DateTimeField()
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PAIR)
    state = models.CharField(max_length=10, choices=CycleState, default=CycleState.UPCOMING)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-monday"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "monday"], name="cycle_once_a_monday"),
            models.CheckConstraint(
                condition=Q(monday__iso_week_day=1), name="cycle_starts_on_monday"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("monday")), name="cycle_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_on"], name="cycle_running", condition=Q(state=CycleState.DRAWN)
            )
        ]

    def __str__(self):
        return f"{self.pool}, {self.monday}"


class Draw(models.Model):
    """The result of drawing the frozen inputs. Anyone with seed and inputs can recompute it.

    `inputs` holds the salt and exclusions: only leads may read it. `sits_out` is a list of
    `{"person": id, "code": class of the reason}`. `out` and `back` are the ids of people who
    dropped out after the draw or came back: they are not part of what was drawn.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="draws")
    attempt = models.PositiveSmallIntegerField(default=1)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    algorithm = models.CharField(max_length=40)
    seed = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(
        null=True, help_text="When the commitment was published; empty for a given seed."
    )
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    options = models.DecimalField(max_digits=60, decimal_places=0, null=True)
    how = models.CharField(max_length=40, blank=True, help_text="Listed, sampled or switched.")
    tiers = models.JSONField(default=dict)
    sits_out = models.JSONField(default=list)
    reason = models.CharField("reason of the redraw", max_length=300, blank=True)
    out = models.JSONField(default=list)
    back = models.JSONField(default=list)

    class Meta:
        ordering = ["-attempt"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "attempt"], name="draw_once_an_attempt")
        ]

    def __str__(self):
        return f"draw {self.attempt} of {self.cycle}"

    @property
    def outside(self):
        """{id: class of the reason} of everyone who now neither gives nor receives a review."""
        codes = {entry["person"]: entry["code"] for entry in self.sits_out} | dict.fromkeys(
            self.out, "out"
        )
        return {person: code for person, code in codes.items() if person not in self.back}
