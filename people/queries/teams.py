from django.db.models import Count, Prefetch, Q

from people.models import Membership, Team
from people.states import Role


def teams_page(user, day):
    """Every team with the number of its `members` on `day` and its managers as `leads`."""
    managers = Membership.objects.on(day).filter(role=Role.MANAGER).select_related("user")
    leads = Prefetch("memberships", managers.order_by("user__name"), to_attr="leads")
    is_current = Q(memberships__in=Membership.objects.on(day))
    members = Count("memberships", filter=is_current, distinct=True)
    return list(Team.objects.visible_to(user).annotate(members=members).prefetch_related(leads))


def team_page(team, day):
    """The memberships of `team` on `day` or later, managers first, and the number of past ones."""
    rows = team.memberships.select_related("user", "manager")
    rows = list(rows.order_by("-role", "user__name", "first_day"))
    members = [row for row in rows if row.last_day is None or row.last_day >= day]
    return members, len(rows) - len(members)
