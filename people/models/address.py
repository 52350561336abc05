from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from people.models.user import User

CONFIRM_WITHIN = timedelta(days=3)
WAY_BACK = timedelta(days=7)
KEPT_FOR = timedelta(days=180)


class AddressChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def waiting(self, now):
        """Changes whose new address can be confirmed. `now` may be a database expression."""
        return self.filter(confirmed_at=None, requested_at__gt=now - CONFIRM_WITHIN)

    def restorable(self, now):
        """Changes that the old address can take back: made by the person, at most 7 days ago."""
        return self.filter(
            user__is_active=True,
            changed_by=F("user"),
            confirmed_at__gt=now - WAY_BACK,
            way_back_ended_at=None,
        )


class AddressChange(models.Model):
    """A change of a sign-in address, from the request to the end of the way back.

    The old address is kept here, so that its mail can be sent after the change.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    old_email = models.EmailField()
    new_email = models.EmailField()
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    way_back_ended_at = models.DateTimeField(null=True, blank=True)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(confirmed_at=None),
                name="one_open_address_change_a_person",
            )
        ]

    def __str__(self):
        return f"address change of {self.user}"

    @property
    def is_by_admin(self):
        return self.changed_by_id != self.user_id
