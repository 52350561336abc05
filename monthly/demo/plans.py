"""Who is where in which month."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.weeks import today_in
from core.workdays import is_workday
from monthly.schedule import (
    OPENING_WORKDAYS,
    current_month,
    opening_time,
    previous_month,
)
from monthly.states import OPEN, Excuse, Missing, MonthlyState
from people.demo.company import EMEA, ENGINEERS

PAST_MONTHS = 3
COUNTRY = ""
# How many working days after the opening a month gets into its state.
DAYS_TO = {
    MonthlyState.SELECTING: 1,
    MonthlyState.SELF_ASSESSING: 3,
    MonthlyState.VALIDATING: 6,
    MonthlyState.DISCUSSING: 9,
    MonthlyState.DONE: 10,
    MonthlyState.EXCUSED: 1,
}
LATE_VALIDATION = 9


@dataclass(frozen=True)
class Plan:
    """How far a month has got. `answered` counts the manager's answers so far."""

    state: MonthlyState
    days: int | None = None
    answered: int = 0
    has_own_case: bool = True
    excuse: str = ""
    excuse_note: str = ""
    missing: tuple = field(default=())

    @property
    def workdays(self):
        return self.days or DAYS_TO[self.state]

    @property
    def is_open(self):
        return self.state in OPEN


CURRENT = {
    "hana.kim": Plan(MonthlyState.SELF_ASSESSING),
    "ana.duarte": Plan(MonthlyState.DISCUSSING),
    "bo.lindqvist": Plan(MonthlyState.VALIDATING, days=LATE_VALIDATION),
    "kemi.adeyemi": Plan(MonthlyState.VALIDATING, answered=4),
    "eli.novak": Plan(MonthlyState.SELECTING, has_own_case=False),
    "ivo.petrov": Plan(MonthlyState.SELECTING),
    "lars.nygard": Plan(MonthlyState.DONE),
    "cai.morgan": Plan(MonthlyState.VALIDATING),
    "dee.okafor": Plan(MonthlyState.DISCUSSING),
    "fumi.tanaka": Plan(MonthlyState.SELF_ASSESSING),
    "gus.pereira": Plan(MonthlyState.DONE),
    "jo.whitaker": Plan(
        MonthlyState.EXCUSED,
        excuse=Excuse.REASON,
        excuse_note="Helps the product team with the 7.0 release this month",
    ),
}
DONE = Plan(MonthlyState.DONE)
# Months ago, and who did not get to the end of that month.
PAST = {
    (1, "kemi.adeyemi"): Plan(MonthlyState.INCOMPLETE, missing=(Missing.TALK,)),
    (2, "hana.kim"): Plan(MonthlyState.EXCUSED, excuse=Excuse.AWAY),
    (2, "lars.nygard"): Plan(MonthlyState.INCOMPLETE, missing=(Missing.VALIDATION, Missing.TALK)),
    (3, "eli.novak"): Plan(
        MonthlyState.INCOMPLETE,
        missing=(Missing.SELF_ASSESSMENT, Missing.VALIDATION, Missing.TALK),
    ),
}


@dataclass(frozen=True)
class PlannedMonth:
    """One engineer's month: what happens, and when it opened."""

    login: str
    team: str
    month: date
    plan: Plan
    opened_at: datetime
    is_by_hand: bool
    closed_at: datetime | None  # the next opening, for a past month


def plan_months(now, zones):
    """The months of everyone in a team; `zones` are those of the managers, by team."""
    for colleague in ENGINEERS:
        if colleague.weeks is None:
            continue
        zone = zones[colleague.team]
        month = current_month(now, OPENING_WORKDAYS, zone, COUNTRY)
        yield from past_months(colleague, month, zone)
        plan = CURRENT[colleague.login]
        opened_at = opening_time(month, OPENING_WORKDAYS, zone, COUNTRY)
        by_hand_at = days_before(now, plan.workdays, zone)
        is_by_hand = not fits(opened_at, now, plan, zone)
        yield PlannedMonth(
            login=colleague.login,
            team=colleague.team,
            month=month,
            plan=plan,
            opened_at=by_hand_at if is_by_hand else opened_at,
            is_by_hand=is_by_hand,
            closed_at=None,
        )


def past_months(colleague, month, zone):
    for ago in range(1, PAST_MONTHS + 1):
        closed_at = opening_time(month, OPENING_WORKDAYS, zone, COUNTRY)
        month = previous_month(month)
        yield PlannedMonth(
            login=colleague.login,
            team=colleague.team,
            month=month,
            plan=PAST.get((ago, colleague.login), DONE),
            opened_at=opening_time(month, OPENING_WORKDAYS, zone, COUNTRY),
            is_by_hand=False,
            closed_at=closed_at,
        )


def fits(opened_at, now, plan, zone):
    """Whether a month opened then can have got exactly as far as the plan says.

    Otherwise the manager opened this one by hand, on the day that fits.
    """
    if not plan.is_open:
        return days_before(now, plan.workdays, zone) >= opened_at
    day = today_in(zone, opened_at)
    passed = 0
    while day < today_in(zone, now):
        day += timedelta(days=1)
        passed += is_workday(day, COUNTRY)
    return plan.workdays <= passed <= plan.workdays + 1


def days_before(now, count, zone):
    """The opening hour `count` working days before `now`."""
    day = today_in(zone, now)
    while count or not is_workday(day, COUNTRY):
        day -= timedelta(days=1)
        if is_workday(day, COUNTRY) and count:
            count -= 1
    return now.astimezone(zone).replace(
        year=day.year, month=day.month, day=day.day, hour=9, minute=12, second=0, microsecond=0
    )


def is_blind(team):
    return team != EMEA
