from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from pairing.models.pools import Pool
from pairing.states import Strength

LONGEST_REASON = 200


class ExclusionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only people who manage the pool; the two people do not see it."""
        return self.filter(pool__in=Pool.objects.managed_by(user))

    def live(self):
        """Not ended by anyone, though their last day may have passed."""
        return self.filter(ended_at__isnull=True)

    def on(self, day):
        """The rules that apply to a draw of `day`."""
        return self.live().filter(Q(until__isnull=True) | Q(until__gte=day))


class Exclusion(models.Model):
    """Two people who must not, or preferably should not, be paired.

    Two people have at most one live rule between them.
    """

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="exclusions")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.HARD)
    is_symmetric = models.BooleanField(
        default=True, help_text="Otherwise only: the first does not review the second."
    )
    until = models.DateField(null=True, blank=True, help_text="The last day on which it counts.")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first=F("second")), name="nobody_is_excluded_from_themself"
            ),
            models.UniqueConstraint(
                "pool",
                Least("first", "second"),
                Greatest("first", "second"),
                condition=Q(ended_at__isnull=True),
                name="one_live_exclusion_of_two",
            ),
        ]

    def __str__(self):
        return f"{self.first} and {self.second} in {self.pool}"

    @property
    def arcs(self):
        """The (reviewer, owner) pairs it is about, by id."""
        one_way = (self.first_id, self.second_id)
        return (one_way, one_way[::-1]) if self.is_symmetric else (one_way,)
