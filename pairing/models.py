from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.weeks import Rhythm, city
from pairing.engine import commitment_of, split_reason
from pairing.seeds import new_salt, new_seed
from pairing.states import (
    CYCLE_TRANSITIONS,
    PAIRING_TRANSITIONS,
    Cadence,
    CycleState,
    Origin,
    PairingState,
    Visibility,
)
from rubrics.models import Rubric

MOST_REVIEWS_EACH = 5


class PoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Members past and present, leads, coordinators."""
        if not user.is_active:
            return self.none()
        if user.is_coordinator:
            return self.all()
        return self.filter(Q(pk__in=user.pool_memberships.values("pool")) | Q(pk__in=user.pools_led.values("pk")))


class Pool(models.Model):
    """People who review each other, and the rhythm in which they are drawn."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="pools")
    leads = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="pools_led", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    first_monday = models.DateField()
    cadence = models.CharField(max_length=10, choices=Cadence, default=Cadence.WEEKLY)
    change_on = models.DateField(null=True, blank=True, help_text="From when on the changed cadence counts.")
    changed_cadence = models.CharField(max_length=10, choices=Cadence, blank=True)
    announce_hour = models.PositiveSmallIntegerField(default=9, validators=[MaxValueValidator(23)])
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True)
    reviews_each = models.PositiveSmallIntegerField(
        "reviews each, per cycle", default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_REVIEWS_EACH)]
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PAIR)
    sealed_seed = models.CharField(max_length=64, default=new_seed, editable=False)
    sealed_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    sealed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PoolQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(first_monday__iso_week_day=1), name="pool_starts_on_monday"),
            models.CheckConstraint(
                condition=Q(change_on__isnull=True, changed_cadence="")
                | Q(change_on__isnull=False) & ~Q(changed_cadence=""),
                name="pool_changes_to_a_cadence",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def city(self):
        """What people call the pool's zone: "Europe/Lisbon" is Lisbon."""
        return city(self.time_zone)

    @property
    def rhythm(self):
        return Rhythm(self.first_monday, self.cadence, self.change_on, self.changed_cadence)

    @property
    def sealed(self):
        """The commitment to the seed of the next draw, which may be told; the seed itself may not."""
        return commitment_of(self.sealed_seed, self.sealed_salt)


class PoolMembershipQuerySet(models.QuerySet):
    def on(self, day):
        """The places that count on `day`, of people who have not left."""
        open_then = Q(last_day__isnull=True) | Q(last_day__gte=day)
        return self.filter(open_then, first_day__lte=day, user__is_active=True)


class PoolMembership(models.Model):
    """Who was in a pool when. Joiners and leavers are ordinary, so both ends are dated."""

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pool_memberships")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    objects = PoolMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="place_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["pool", "user"], condition=Q(last_day__isnull=True), name="one_open_place_in_a_pool"
            ),
        ]

    def __str__(self):
        return f"{self.user_id} in {self.pool_id}"


class CycleQuerySet(models.QuerySet):
    def drawn(self):
        """Drawn at some time, whether it is still running or closed."""
        return self.exclude(state=CycleState.UPCOMING)

    def covering(self, day):
        return self.filter(monday__lte=day, ends_on__gt=day)

    def visible_to(self, user):
        return self.filter(pool__in=Pool.objects.visible_to(user))


class Cycle(models.Model):
    """One round of a pool, named by its Monday; it lasts until `ends_on`, the Monday of the next.

    What the pool's settings were when it was drawn is kept here: changes count from the next cycle on.
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
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="cycle_starts_on_monday"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("monday")), name="cycle_ends_after_start"),
        ]
        indexes = [models.Index(fields=["ends_on"], name="cycle_running", condition=Q(state=CycleState.DRAWN))]

    def __str__(self):
        return f"{self.pool}, {self.monday}"


class Draw(models.Model):
    """What chance made of the frozen inputs. Whoever has seed and inputs can recompute it.

    `inputs` holds the salt and, one day, exclusions: it is for leads alone. `sits_out` is a list of
    `{"person": id, "code": class of the reason}`.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="draws")
    attempt = models.PositiveSmallIntegerField(default=1)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    algorithm = models.CharField(max_length=40)
    seed = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(null=True, help_text="When the commitment was published; empty for a given seed.")
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    options = models.DecimalField(max_digits=60, decimal_places=0, null=True)
    how = models.CharField(max_length=40, blank=True, help_text="Listed, sampled or switched.")
    tiers = models.JSONField(default=dict)
    sits_out = models.JSONField(default=list)

    class Meta:
        ordering = ["-attempt"]
        constraints = [models.UniqueConstraint(fields=["cycle", "attempt"], name="draw_once_an_attempt")]

    def __str__(self):
        return f"draw {self.attempt} of {self.cycle_id}"


class PairingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who drew whom is seen by the pool's members, leads and coordinators."""
        return self.filter(draw__cycle__pool__in=Pool.objects.visible_to(user))

    def of(self, user):
        """One's own, which is never hidden."""
        return self.filter(Q(reviewer=user) | Q(owner=user))

    def live(self):
        return self.exclude(state=PairingState.REPLACED)


class Pairing(models.Model):
    """One reviewer for one owner in one cycle. The two never change; a swap or a cover adds a row."""

    TRANSITIONS = PAIRING_TRANSITIONS

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="pairings")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pairings_given")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pairings_received")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.DRAWN)
    code = models.CharField(max_length=40)
    why = models.CharField(max_length=400)
    state = models.CharField(max_length=10, choices=PairingState, default=PairingState.ASSIGNED)
    reason = models.CharField("reason of the skip", max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["reviewer__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "reviewer", "owner"],
                condition=~Q(state=PairingState.REPLACED),
                name="pairing_once_a_draw",
            ),
            models.CheckConstraint(condition=~Q(reviewer=F("owner")), name="nobody_reviews_themself"),
        ]
        indexes = [
            models.Index(fields=["reviewer"], name="pairing_waiting", condition=Q(state=PairingState.ASSIGNED)),
        ]

    def __str__(self):
        return f"{self.reviewer_id} reviews {self.owner_id}"

    @property
    def progress(self):
        """The state as people say it: a pairing that waits has been started, or not yet."""
        if self.state == PairingState.ASSIGNED:
            return "started" if self.started_at else "to_start"
        return "sent" if self.state == PairingState.DONE else self.state

    @property
    def why_head(self):
        return split_reason(self.why)[0]

    @property
    def why_tail(self):
        return split_reason(self.why)[1]

    @property
    def progress_word(self):
        return "Started" if self.progress == "started" else self.get_state_display()
