"""Who belongs where on a day: teams, managers, and what day it is for the organisation."""

from core.weeks import today_in
from people.models import Membership, Organisation, User
from people.states import Role


def organisation():
    """The organisation of this deployment, or None before set-up."""
    return Organisation.objects.first()


def is_set_up():
    return Organisation.objects.exists()


def today(now):
    """The organisation's calendar day at `now` (an aware moment): the day on which memberships begin and end."""
    here = organisation()
    return today_in(here.time_zone if here else "UTC", now)


def managers_of(users, day):
    """The ids of the primary managers on `day` of `users` (people or their ids), as a set. Who has left is none."""
    rows = primary_memberships(day).filter(user__in=users, manager__is_active=True)
    return set(
        dict(rows.reverse().values_list("user_id", "manager_id")).values()
    )  # the newest of each is the last


def primary_manager(user, day):
    """The manager whom `user` answers to on `day`; None where nobody is named, or the named one has left."""
    membership = (
        primary_memberships(day)
        .filter(user=user, manager__is_active=True)
        .select_related("manager")
        .first()
    )
    return membership.manager if membership else None


def primary_memberships(day):
    """Main memberships of `day`, newest first, so that on the day of a change the new one counts."""
    return Membership.objects.on(day).filter(is_primary=True).order_by("-first_day", "-pk")


def teams_of(user, day):
    """The ids of every team that `user` is in on `day`."""
    return set(Membership.objects.on(day).filter(user=user).values_list("team_id", flat=True))


def manages(user, person, day):
    """Whether `user` is the manager of `person` on `day`, in any of their teams."""
    return Membership.objects.on(day).filter(user=person, manager=user).exists()


def only_manager(team, day):
    """The manager of `team` on `day`, where it has exactly one; else None."""
    managers = list(
        Membership.objects.on(day).filter(team=team, role=Role.MANAGER, user__is_active=True)[:2]
    )
    return managers[0].user if len(managers) == 1 else None


def known_external_ids():
    """Every (source, external id) that is somebody's already."""
    ids = User.objects.people().exclude(external_ids={}).values_list("external_ids", flat=True)
    return {
        (source, str(external_id)) for mapping in ids for source, external_id in mapping.items()
    }
