"""The organisation, its set-up and its calendar day."""

from core.weeks import today_in
from people.models import Organisation


def organisation():
    """The organisation of this deployment, or None before set-up."""
    return Organisation.objects.first()


def is_set_up():
    return Organisation.objects.exists()


def today(now):
    """The organisation's calendar day at `now`: the day on which memberships begin and end."""
    current = organisation()
    return today_in(current.time_zone if current else "UTC", now)
