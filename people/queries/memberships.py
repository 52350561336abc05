"""Who belongs to which team on a day, and who manages whom."""

from django.db.models import Prefetch, Q

from people.models import Membership, User
from people.states import Role


def prefetch_memberships(day, of=""):
    """A prefetch of memberships on `day` or later, main team first, as `current_memberships`.

    `of` is the path to the people, such as "user__".
    """
    rows = Membership.objects.not_over(day).select_related("team", "manager")
    return Prefetch(
        f"{of}memberships",
        rows.order_by("-is_primary", "first_day", "team__name"),
        to_attr="current_memberships",
    )


def managers_of(users, day):
    """The primary managers of `users` (people or ids) on `day`, as {person id: manager id}.

    Managers who have left are omitted.
    """
    rows = primary_memberships(day).filter(user__in=users, manager__is_active=True)
    newest_last = rows.reverse().values_list("user_id", "manager_id")
    return dict(newest_last)


def primary_manager(user, day):
    """The primary manager of `user` on `day`; None if nobody is named or that person has left."""
    membership = (
        primary_memberships(day)
        .filter(user=user, manager__is_active=True)
        .select_related("manager")
        .first()
    )
    return membership.manager if membership else None


def primary_memberships(day):
    """Main memberships of `day`, newest first: on the day of a change the new one counts."""
    return Membership.objects.on(day).filter(is_primary=True).order_by("-first_day", "-pk")


def teams_of(user, day):
    """The ids of every team that `user` is in on `day`."""
    return set(Membership.objects.on(day).filter(user=user).values_list("team_id", flat=True))


def manages(user, person, day):
    """Whether `user` is the manager of `person` on `day`, in any of their teams."""
    return Membership.objects.on(day).filter(user=person, manager=user).exists()


def is_manager(user, day):
    """Whether `user` is a manager in a team on `day`."""
    return Membership.objects.on(day).filter(user=user, role=Role.MANAGER).exists()


def reports_of(person, day):
    """The memberships on `day` of the people that `person` manages, by name."""
    rows = Membership.objects.on(day).filter(manager=person, user__is_active=True)
    return list(rows.select_related("user", "team").order_by("user__name", "user__pk"))


def possible_managers(day, membership=None):
    """Everybody with the role of manager on `day` or later, and the manager of `membership` now."""
    role = Membership.objects.not_over(day).filter(role=Role.MANAGER)
    current = membership.manager_id if membership else None
    return User.objects.active().filter(Q(pk__in=role.values("user")) | Q(pk=current))


def only_manager(team, day):
    """The manager of `team` on `day` if it has exactly one, else None."""
    managers = list(
        Membership.objects.on(day).filter(team=team, role=Role.MANAGER, user__is_active=True)[:2]
    )
    return managers[0].user if len(managers) == 1 else None
