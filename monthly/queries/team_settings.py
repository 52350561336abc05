"""How teams do monthly reviews, and what coordinators have to settle."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from core.shared_queries import share_queries
from monthly.models import StandIn
from monthly.queries.openings import calendar, engineers_of_teams, settings_of
from monthly.rules import can_change_blind_mode, can_change_settings
from monthly.schedule import due_days, month_of, next_month, previous_month
from people.models import Absence, Team, User
from people.queries import primary_memberships
from people.states import Role
from rubrics.queries import default_rubric

SHOWN_MONTHS = 3


@dataclass(frozen=True, slots=True)
class OpeningDay:
    month: date
    day: date


@dataclass(frozen=True, slots=True)
class UncoveredAbsence:
    """A manager who is away when months are due, and nobody stands in; `due` are these days."""

    manager: User
    first_day: date
    last_day: date


def coming_openings(day):
    """The next opening days from `day` on, the organisation's."""
    month = month_of(day)
    if calendar().opening_day(month) < day:
        month = next_month(month)
    openings = []
    for _ in range(SHOWN_MONTHS):
        openings.append(OpeningDay(month, calendar().opening_day(month)))
        month = next_month(month)
    return openings


def settings_page(user, now):
    """Every team with its settings; for coordinators also what keeps months from opening."""
    with share_queries():
        return _settings_page(user, calendar().today(now))


def _settings_page(user, day):
    is_coordinator = can_change_settings(user)
    page = {
        "teams": list_teams(day),
        "openings": coming_openings(day),
        "workdays": calendar().opening_workdays,
        "can_change": is_coordinator,
        "default_rubric": default_rubric(),
    }
    if is_coordinator:
        page["unmanaged"] = list_unmanaged(day)
        page["uncovered"] = list_uncovered(day)
    return page


def list_teams(day):
    """All teams with their settings, if any, and the number of `engineers` who take part."""
    is_engineer = Q(memberships__role=Role.ENGINEER, memberships__is_primary=True)
    is_current = Q(memberships__last_day=None) | Q(memberships__last_day__gte=day)
    is_current &= Q(memberships__first_day__lte=day, memberships__user__is_active=True)
    teams = Team.objects.select_related("monthly_settings__rubric")
    teams = list(teams.annotate(engineers=Count("memberships", filter=is_engineer & is_current)))
    for team in teams:
        team.settings = getattr(team, "monthly_settings", None)
        team.is_on = bool(team.settings and team.settings.switched_on_at)
    return sorted(teams, key=lambda team: not team.is_on)


def list_unmanaged(day):
    """Main memberships of teams that are on, whose engineer has no manager, or one who left."""
    rows = engineers_of_teams(day).filter(Q(manager=None) | Q(manager__is_active=False))
    rows = rows.select_related("user", "team", "manager")
    return list(rows.order_by("team__name", "user__name", "pk"))


def list_uncovered(day):
    """Managers who are away on a due day of the month that is open or opens next, uncovered."""
    managers = engineers_of_teams(day).filter(manager__is_active=True).values("manager")
    stand_ins = StandIn.objects.not_over().filter(manager__in=managers)
    covered = list(stand_ins.values_list("manager", "first_day", "last_day"))
    absences = Absence.objects.filter(user__in=managers).not_over(day).select_related("user")
    due = _due_days_ahead(day)
    rows = []
    for absence in absences.order_by("first_day", "user__name", "pk"):
        missed = [each for each in due if absence.first_day <= each <= absence.last_day]
        if any(not _is_covered(absence.user_id, each, covered) for each in missed):
            rows.append(UncoveredAbsence(absence.user, absence.first_day, absence.last_day))
    return rows


def _due_days_ahead(day):
    """The days on which managers have something due, of the months around `day`."""
    this_month = month_of(day)
    ahead = []
    for month in (previous_month(this_month), this_month, next_month(this_month)):
        due = due_days(calendar().opening_day(month), calendar().country)
        ahead += [each for each in (due.validation, due.talk) if each >= day]
    return ahead


def _is_covered(manager, day, covered):
    return any(pk == manager and first <= day <= last for pk, first, last in covered)


def team_settings_page(team, user, now):
    """The settings of one team, and who takes part."""
    with share_queries():
        return _team_settings_page(team, user, calendar().today(now))


def _team_settings_page(team, user, day):
    team_settings = settings_of(team)
    default = default_rubric()
    members = primary_memberships(day).filter(team=team, role=Role.ENGINEER, user__is_active=True)
    members = members.select_related("user", "manager").order_by("user__name", "pk")
    return {
        "team": team,
        "settings": team_settings,
        "rubric": team_settings.rubric or default,
        "default_rubric": default,
        "members": list(members),
        "opening": coming_openings(day)[0],
        "can_change": can_change_settings(user),
        "can_choose_blind_mode": can_change_blind_mode(user, team, day),
    }


def managers_to_stand_in_for(day):
    """The active managers of engineers in teams that are switched on."""
    managers = engineers_of_teams(day).values("manager")
    return User.objects.active().filter(pk__in=managers)
