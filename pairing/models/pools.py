from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.weeks import CycleSchedule, zone_city
from pairing.engine import commitment_of
from pairing.seeds import new_salt, new_seed
from pairing.states import Cadence, Visibility
from rubrics.models import Rubric

MOST_REVIEWS_EACH = 5
LONGEST_GUIDANCE = 10_000


class PoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Members past and present, leads, coordinators."""
        if not user.is_active:
            return self.none()
        if user.is_coordinator:
            return self.all()
        places = PoolMembership.objects.filter(user=user).values("pool")
        return self.filter(Q(pk__in=places) | Q(pk__in=led_by(user)))

    def managed_by(self, user):
        """The pools whose settings, members and draws a person manages, as lead or coordinator."""
        if not user.is_active:
            return self.none()
        return self.all() if user.is_coordinator else self.filter(pk__in=led_by(user))


def led_by(user):
    """The ids of the pools that `user` leads, read from the join table alone."""
    return Pool.leads.through.objects.filter(user=user).values("pool")


class Pool(models.Model):
    """People who review each other, and the schedule of their draws."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="pools")
    leads = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="pools_led", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    first_monday = models.DateField()
    cadence = models.CharField(max_length=10, choices=Cadence, default=Cadence.WEEKLY)
    change_on = models.DateField(
        null=True, blank=True, help_text="From when on the changed cadence counts."
    )
    changed_cadence = models.CharField(max_length=10, choices=Cadence, blank=True)
    announce_hour = models.PositiveSmallIntegerField(default=9, validators=[MaxValueValidator(23)])
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True)
    reviews_each = models.PositiveSmallIntegerField(
        "reviews each, per cycle",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_REVIEWS_EACH)],
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PAIR)
    channel = models.CharField("Slack channel", max_length=80, blank=True)
    avoids_managers = models.BooleanField(
        default=True,
        help_text="Managers and the people they manage are never drawn for each other.",
    )
    guidance = models.TextField(
        blank=True,
        db_default="",  # for processes of the previous version during an upgrade
        max_length=LONGEST_GUIDANCE,
        help_text="How its people give feedback, in Markdown. Empty: the default text.",
    )
    guidance_at = models.DateTimeField(null=True, blank=True, editable=False)
    sealed_seed = models.CharField(max_length=64, default=new_seed, editable=False)
    sealed_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    sealed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PoolQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_monday__iso_week_day=1), name="pool_starts_on_monday"
            ),
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
        return zone_city(self.time_zone)

    @property
    def rhythm(self):
        return CycleSchedule(self.first_monday, self.cadence, self.change_on, self.changed_cadence)

    @property
    def sealed(self):
        """The commitment to the seed of the next draw. It is public; the seed is not."""
        return commitment_of(self.sealed_seed, self.sealed_salt)


class PoolMembershipQuerySet(models.QuerySet):
    def on(self, day):
        """Memberships on `day`, of people who have not left."""
        open_then = Q(last_day__isnull=True) | Q(last_day__gte=day)
        return self.filter(open_then, first_day__lte=day, user__is_active=True)


class PoolMembership(models.Model):
    """Who was in a pool when. People join and leave, so both ends have dates."""

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pool_memberships"
    )
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    objects = PoolMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="place_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["pool", "user"],
                condition=Q(last_day__isnull=True),
                name="one_open_place_in_a_pool",
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.pool}"
