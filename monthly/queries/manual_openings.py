"""Who and which month a manager can open by hand."""

from core.weeks import today_in
from monthly.models import TeamSettings
from monthly.queries.openings import calendar
from monthly.schedule import month_of
from people.queries import primary_memberships, reports_of


def openable_memberships(manager, day):
    """The main memberships of the people you manage, in teams that are switched on; by name."""
    teams = TeamSettings.objects.switched_on().values("team")
    memberships = primary_memberships(day).filter(manager=manager, team__in=teams)
    memberships = memberships.filter(user__is_active=True).exclude(user=manager)
    return list(memberships.select_related("user", "team").order_by("user__name", "user__pk"))


def openable_months(manager, now):
    """The month that has opened last, and the calendar month if it has not opened yet."""
    current = calendar().current_month(now, manager.time_zone)
    this_month = month_of(today_in(manager.time_zone, now))
    return [current] if current == this_month else [current, this_month]


def empty_team_page(user, now):
    """Why there is no month to see, and what comes next."""
    day = today_in(user.time_zone, now)
    memberships = openable_memberships(user, day)
    month = openable_months(user, now)[-1]
    return {
        "has_reports": bool(memberships) or bool(reports_of(user, day)),
        "is_switched_on": bool(memberships),
        "next_month": month,
        "opens_on": calendar().opening_day(month),
        "today": day,
    }
