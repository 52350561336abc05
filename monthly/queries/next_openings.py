"""When the next month of an engineer opens, or why none does."""

from dataclasses import dataclass
from datetime import date

from monthly.queries.openings import calendar, find_open_month
from monthly.schedule import next_month
from people.models import Team
from people.queries import primary_memberships, today
from people.states import Role


@dataclass(frozen=True, slots=True)
class NextOpening:
    """When the next month opens, or `why_not`: "team", "engineer", "off" or "manager"."""

    month: date | None = None
    day: date | None = None
    why_not: str = ""
    team: Team | None = None
    is_due: bool = False  # it opens within minutes


def next_opening_after(monthly_review):
    """When the month after `monthly_review` opens, if its team still takes part."""
    team = monthly_review.team
    if not _is_switched_on(team):
        return NextOpening(why_not="off", team=team)
    month = next_month(monthly_review.month)
    return NextOpening(month, calendar().opening_day(month), team=team)


def _is_switched_on(team):
    settings = getattr(team, "monthly_settings", None)
    return settings is not None and settings.switched_on_at is not None


def find_next_opening(user, newest, now):
    """When the next month of `user` opens after `newest`, or why none does."""
    memberships = primary_memberships(today(now)).filter(user=user)
    membership = memberships.select_related("team__monthly_settings", "manager").first()
    if membership is None:
        return NextOpening(why_not="team")
    if membership.role != Role.ENGINEER:
        return NextOpening(why_not="engineer", team=membership.team)
    if not _is_switched_on(membership.team):
        return NextOpening(why_not="off", team=membership.team)
    manager = membership.manager
    if manager is None or not manager.is_active:
        return NextOpening(why_not="manager", team=membership.team)
    month = calendar().current_month(now, manager.time_zone)
    opened = find_open_month(membership, now)
    is_due = opened is not None and (newest is None or newest.month < opened)
    is_due = is_due and _was_engineer(user, calendar().opening_day(month))
    if not is_due:
        month = next_month(month)
    return NextOpening(month, calendar().opening_day(month), team=membership.team, is_due=is_due)


def _was_engineer(user, day):
    """Months open only for those who were engineers on the opening day."""
    return primary_memberships(day).filter(user=user, role=Role.ENGINEER).exists()
