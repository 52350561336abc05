"""The days on which months open, and whose month opens with them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from core.shared_queries import share_queries, shared_query
from core.weeks import today_in
from monthly import schedule
from monthly.models import MonthlyReview, Schedule, TeamSettings
from people.models import Absence, Organisation, Team, User
from people.queries import primary_memberships, today
from people.states import Role
from rubrics.queries import current_version, default_rubric


@dataclass(frozen=True, slots=True)
class Calendar:
    """What decides when months open: the setting, and the organisation."""

    opening_workdays: int
    country: str
    time_zone: str

    def today(self, now):
        """The day of the organisation."""
        return today_in(self.time_zone, now)

    def opening_day(self, month):
        return schedule.opening_day(month, self.opening_workdays, self.country)

    def opening_time(self, month, zone):
        return schedule.opening_time(month, self.opening_workdays, zone, self.country)

    def current_month(self, now, zone):
        """The latest month that has opened in `zone`."""
        return schedule.current_month(now, self.opening_workdays, zone, self.country)


@shared_query
def calendar():
    """The calendar of this deployment."""
    set_workdays = Schedule.objects.values("opening_workdays")[:1]
    current = Organisation.objects.annotate(opening_workdays=Subquery(set_workdays)).first()
    if current is None:  # before set-up
        settings = Schedule.objects.first() or Schedule()
        return Calendar(settings.opening_workdays, "", "UTC")
    opening_workdays = current.opening_workdays or schedule.OPENING_WORKDAYS
    return Calendar(opening_workdays, current.country, current.time_zone)


@dataclass(frozen=True, slots=True)
class Opening:
    """A month to open for one engineer, by the main membership that they have today."""

    engineer: User
    manager: User
    team: Team
    month: date


def due_openings(now):
    """The months to open now, at most one for each engineer: the latest that opened.

    For engineers of teams that are switched on whose main membership has a manager, if they were
    engineers on the opening day, too. Openings before the team was switched on do not count.
    """
    day = today(now)
    memberships = engineers_of_teams(day).filter(manager__is_active=True)
    memberships = memberships.select_related("user", "manager", "team__monthly_settings")
    months = {}
    with share_queries():
        for membership in memberships.reverse():  # on the day of a change, the newest counts
            month = find_open_month(membership, now)
            if month:
                months[membership.user_id] = Opening(
                    membership.user, membership.manager, membership.team, month
                )
        engineers_then = _engineers_on_opening_days({each.month for each in months.values()})
    opened = MonthlyReview.objects.filter(engineer__in=months)
    opened = set(opened.values_list("engineer", "month"))
    return [
        opening
        for pk, opening in sorted(months.items())
        if (pk, opening.month) in engineers_then and (pk, opening.month) not in opened
    ]


def find_open_month(membership, now):
    """The latest month that has opened for this membership; None if it opened before its time."""
    switched_on_at = membership.team.monthly_settings.switched_on_at
    zone = membership.manager.time_zone
    month = calendar().current_month(now, zone)
    if calendar().opening_time(month, zone) < switched_on_at:
        return None
    return month


def engineers_of_teams(day):
    """The main memberships of engineers on `day` in teams that are switched on."""
    teams = TeamSettings.objects.switched_on().values("team")
    memberships = primary_memberships(day).filter(team__in=teams, role=Role.ENGINEER)
    return memberships.filter(user__is_active=True)


def _engineers_on_opening_days(months):
    """(person id, month) of who was an engineer on the day on which a month opened."""
    found = set()
    for month in months:
        then = primary_memberships(calendar().opening_day(month)).filter(role=Role.ENGINEER)
        found |= {(user, month) for user in then.values_list("user", flat=True)}
    return found


def settings_of(team):
    """The settings of `team`, or those of a team that never had any."""
    settings = TeamSettings.objects.filter(team=team).select_related("rubric").first()
    return settings or TeamSettings(team=team)


def rubric_version_of(team_settings):
    """What new months of a team use: of its rubric, or of the default one if it chose none."""
    return current_version(team_settings.rubric or default_rubric())


def absences_since(engineer, day):
    """The absences of `engineer` that are not over on `day`, as pairs of first and last day."""
    absences = Absence.objects.filter(user=engineer).not_over(day)
    return list(absences.values_list("first_day", "last_day"))


def opened_on_day(monthly_review):
    """The day on which it opened, in its zone: its due days count from there."""
    return today_in(monthly_review.zone, monthly_review.opened_at)


def next_opening_day(monthly_review):
    """The day on which the next month opens, which closes this one."""
    return calendar().opening_day(schedule.next_month(monthly_review.month))


def has_next_opened(monthly_review, now):
    """Whether the next month has opened in its zone."""
    month = schedule.next_month(monthly_review.month)
    return now >= calendar().opening_time(month, monthly_review.zone)
