from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused
from monthly import schedule
from monthly.actions.endings import excuse_by_rule
from monthly.actions.selections import draw_selection
from monthly.models import MonthlyReview
from monthly.notices import MonthOpened
from monthly.queries.openings import (
    absences_since,
    calendar,
    next_opening_day,
    opened_on_day,
    rubric_version_of,
    settings_of,
)
from monthly.rules import can_open, is_system
from monthly.states import OPEN, WITH_ENGINEER, Excuse
from notifications.actions import queue

DUE_FIELDS = ("self_due_on", "validation_due_on", "talk_due_on")


@transaction.atomic
def open_month(engineer, *, month, manager, team, opened_on, by, now):
    """Open `month` for `engineer` and draw a case; returns the monthly review.

    There is one for each engineer and month: if it exists, it is returned as it is. Rubric
    version, blind mode and zone are fixed from now on; due days count from `opened_on`. If
    absences or a late start leave no time before the next month opens, it is excused at once.
    Raises `NotAllowed` for anyone but the manager and the sweep, and `Refused` without a rubric.
    """
    if not can_open(by, engineer, manager):
        raise NotAllowed("Only their manager can open a month for an engineer.")
    country = calendar().country
    due = _due_days(engineer, opened_on, country)
    monthly_review, is_new = MonthlyReview.objects.get_or_create(
        engineer=engineer,
        month=schedule.month_of(month),
        defaults={
            "manager": manager,
            "zone": manager.time_zone,
            "country": country,
            "opened_at": now,
            "opened_by": by,
            "saved_at": now,
            **_team_fields(team),
            **_due_fields(due),
        },
    )
    if not is_new:
        return monthly_review
    record("month opened", monthly_review, by=by, now=now, month=f"{monthly_review.month:%Y-%m}")
    excused = _excuse_if_late(monthly_review, opened_on, by=by, now=now)
    excused = excused or _excuse_if_away(monthly_review, opened_on, by=by, now=now)
    if excused:
        return excused
    draw_selection(monthly_review, by=by, now=now)
    queue(MonthOpened(monthly_review), now=now)
    return monthly_review


@transaction.atomic
def update_due_days(monthly_review, *, by, now):
    """Count the due days again after an absence changed; returns whether they changed.

    A month that the absence leaves no time for is excused, unless the engineer has sent the
    self-assessments. Ended months stay as they are.
    """
    monthly_review = lock(monthly_review)
    if monthly_review.state not in OPEN:
        return False
    opened_on = opened_on_day(monthly_review)
    due = _due_days(monthly_review.engineer, opened_on, monthly_review.country)
    fields = _due_fields(due)
    if all(getattr(monthly_review, name) == day for name, day in fields.items()):
        return False
    for name, day in fields.items():
        setattr(monthly_review, name, day)
    monthly_review.save(update_fields=DUE_FIELDS)
    days = {name: day.isoformat() for name, day in fields.items()}
    record("due days changed", monthly_review, by=by, now=now, **days)
    if monthly_review.state in WITH_ENGINEER:
        _excuse_if_away(monthly_review, opened_on, by=by, now=now)
    return True


def _due_days(engineer, opened_on, country):
    return schedule.due_days(opened_on, country, absences_since(engineer, opened_on))


def _due_fields(due):
    return dict(zip(DUE_FIELDS, (due.self_assessment, due.validation, due.talk), strict=True))


def _team_fields(team):
    team_settings = settings_of(team)
    version = rubric_version_of(team_settings)
    if version is None:
        raise Refused("There is no published rubric, so no month can be opened.")
    return {"team": team, "rubric_version": version, "is_blind": team_settings.is_blind}


def _excuse_if_late(monthly_review, opened_on, *, by, now):
    """Excuse a month that opens too late to be done; returns it then, and None otherwise.

    A manager who opens one by hand gets an error instead.
    """
    due = schedule.due_days(opened_on, monthly_review.country)
    if due.self_assessment < next_opening_day(monthly_review):
        return None
    if not is_system(by):
        name = f"{monthly_review.month:%B}"
        raise Refused(
            f"There is no time left for {name}: the next month opens before this one is due."
        )
    note = "It opened too late: the next month opens before this one is due."
    return excuse_by_rule(monthly_review, excuse=Excuse.REASON, note=note, by=by, now=now)


def _excuse_if_away(monthly_review, opened_on, *, by, now):
    """Excuse a month that absences leave no time for; returns it then, and None otherwise."""
    month = monthly_review.month
    country = monthly_review.country
    absences = absences_since(monthly_review.engineer, month)
    due = schedule.due_days(opened_on, country, absences)
    next_opening = next_opening_day(monthly_review)
    if not schedule.is_excused(due, next_opening, month, country, absences):
        return None
    return excuse_by_rule(monthly_review, excuse=Excuse.AWAY, by=by, now=now)
