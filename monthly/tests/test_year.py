"""A whole year with the clock moved, in 2027: each month opens, closes and reminds once.

Two teams with managers in Berlin and New York. Sweeps run twice a day, and twice each.
The server is down from 22 October to 4 November, over an opening.
"""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from audit.models import Event
from cases.tests.factories import CaseFactory
from core.workdays import is_workday
from monthly import schedule, sweeps
from monthly.actions import (
    choose_case,
    mark_done,
    save_validation,
    send_self_assessment,
    send_validation,
    start_self_assessment,
)
from monthly.models import MonthlyReview, Selection, TeamSettings
from monthly.states import OPEN, MonthlyState
from monthly.tests.test_validations import fill
from notifications.models import Notice
from people.actions import add_absence, change_membership, deactivate_person, start_membership
from people.states import Role
from people.tests.factories import MembershipFactory, OrganisationFactory, TeamFactory, UserFactory
from reviews.actions import save_draft
from reviews.tests.factories import fill_rubric

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]
HOURS = (8, 15)
FIRST = date(2027, 1, 1)
LAST = date(2027, 12, 31)
DOWN = (date(2027, 10, 22), date(2027, 11, 4))
MONTHS = [date(2027, number, 1) for number in range(1, 13)]
OCTOBER = date(2027, 10, 1)
REMINDERS = ("self_assessment_due", "validation_due", "talk_due")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Simulated once, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield simulate()
        transaction.set_rollback(True)


def simulate():
    world = SimpleNamespace(events={})
    OrganisationFactory(time_zone="Europe/Berlin", country="DE")
    world.coordinator = UserFactory(coordinator=True)
    world.emea = TeamFactory(name="Support EMEA")
    world.americas = TeamFactory(name="Support Americas")
    switched_on_at = datetime(2027, 1, 1, tzinfo=UTC)
    for team in (world.emea, world.americas):
        TeamSettings.objects.create(team=team, switched_on_at=switched_on_at)
    world.nadia = UserFactory(name="Nadia", time_zone="Europe/Berlin")
    world.omar = UserFactory(name="Omar", time_zone="America/New_York")
    add_people(world)
    plan_events(world)
    day = FIRST
    while day <= LAST:
        live_through(day, world)
        day += timedelta(days=1)
    return world


def add_people(world):
    """`steady` does everything on time, `idle` nothing; the others as their events say."""
    for name in ("steady", "two_teams", "away", "leaver", "idle", "no_cases", "moved"):
        setattr(world, name, add_engineer(name, world.emea, world.nadia))
    world.american = add_engineer("american", world.americas, world.omar)
    MembershipFactory(
        user=world.two_teams, team=world.americas, manager=world.omar, is_primary=False
    )
    world.joiner = UserFactory(name="joiner")
    CaseFactory.create_batch(2, owner=world.joiner)
    world.busy = (world.steady, world.two_teams, world.away, world.leaver, world.moved)
    world.busy += (world.american, world.joiner)


def add_engineer(name, team, manager):
    person = UserFactory(name=name, time_zone=manager.time_zone, team=team, team__manager=manager)
    if name != "no_cases":
        CaseFactory.create_batch(2, owner=person)
    return person


def plan_events(world):
    """What happens at 7:00 of a day."""
    by = {"by": world.coordinator}
    world.events = {
        date(2027, 3, 22): lambda now: add_absence(
            world.away,
            first_day=date(2027, 3, 25),
            last_day=date(2027, 4, 9),
            by=world.away,
            now=now,
        ),
        date(2027, 6, 28): lambda now: add_absence(
            world.away,
            first_day=date(2027, 7, 1),
            last_day=date(2027, 7, 31),
            by=world.away,
            now=now,
        ),
        date(2027, 5, 27): lambda now: change_membership(
            world.moved.memberships.get(),
            team=world.emea,
            role=Role.ENGINEER,
            manager=world.omar,
            is_primary=True,
            first_day=date(2027, 5, 27),
            now=now,
            **by,
        ),
        date(2027, 6, 15): lambda now: start_membership(
            world.joiner,
            team=world.emea,
            role=Role.ENGINEER,
            manager=world.nadia,
            is_primary=True,
            first_day=date(2027, 6, 15),
            now=now,
            **by,
        ),
        date(2027, 9, 28): lambda now: deactivate_person(world.leaver, now=now, **by),
    }


def live_through(day, world):
    if event := world.events.get(day):
        event(datetime.combine(day, time(7), UTC))
    if DOWN[0] <= day <= DOWN[1]:
        return
    for hour in HOURS:
        now = datetime.combine(day, time(hour), UTC)
        for _ in range(2):
            sweeps.open_and_close(now=now)
            sweeps.update_stand_ins(now=now)
            sweeps.remind_due(now=now)
    if is_workday(day, "DE"):
        work(world, datetime.combine(day, time(16, 30), UTC))


def work(world, now):
    """The busy ones send on the day the self-assessment is due, and so on: after the reminder."""
    months = MonthlyReview.objects.open().filter(engineer__in=world.busy)
    for month in months.select_related("engineer", "manager"):
        day = now.date()
        if month.state == MonthlyState.SELECTING and day >= month.self_due_on:
            assess(month, now)
        elif month.state == MonthlyState.VALIDATING and day >= month.validation_due_on:
            validate(month, now)
        elif month.state == MonthlyState.DISCUSSING and day >= month.talk_due_on:
            mark_done(month, by=month.engineer, now=now)
            mark_done(MonthlyReview.objects.get(pk=month.pk), by=month.manager, now=now)


def assess(month, now):
    drawn = month.selections.get()
    own = month.engineer.cases.exclude(pk=drawn.case_id).get()
    choose_case(month, case=own, by=month.engineer, now=now)
    selections = Selection.objects.filter(monthly_review=month)
    for selection in selections.select_related("case", "monthly_review"):
        review = start_self_assessment(selection, by=month.engineer, now=now)
        save_draft(review, rubric_input=fill_rubric(review), by=month.engineer, now=now)
    send_self_assessment(MonthlyReview.objects.get(pk=month.pk), by=month.engineer, now=now)


def validate(month, now):
    for selection in Selection.objects.filter(monthly_review=month):
        save_validation(selection, rubric_input=fill(selection), by=month.manager, now=now)
    send_validation(month, by=month.manager, now=now)


def months_of(person):
    return list(MonthlyReview.objects.filter(engineer=person).order_by("month"))


def states_of(person):
    return [(month.month.month, month.state) for month in months_of(person)]


@pytest.fixture(autouse=True)
def savepoint(world, db):
    """Each test only reads."""


def test_each_month_opens_once_for_each_engineer(world):
    for person in (world.steady, world.two_teams, world.american, world.idle, world.no_cases):
        assert [month.month for month in months_of(person)] == MONTHS
    opened = Event.objects.filter(verb="month opened")
    assert opened.count() == MonthlyReview.objects.count()
    notices = Counter(
        Notice.objects.filter(kind="month_opened", channel="inbox").values_list(
            "subject_id", flat=True
        )
    )
    assert set(notices.values()) == {1}


def test_month_opens_on_a_working_day_at_nine_where_the_manager_is(world):
    for month in [*months_of(world.steady), *months_of(world.american)]:
        opening = schedule.opening_time(month.month, 5, month.zone, "DE")
        assert is_workday(opening.date(), "DE")
        if month.month != OCTOBER:
            assert timedelta(0) <= month.opened_at - opening < timedelta(hours=3)


def test_month_whose_opening_fell_into_the_downtime_opens_late_with_later_due_days(world):
    [october] = [month for month in months_of(world.steady) if month.month == OCTOBER]
    assert october.opened_at.date() == date(2027, 11, 5)
    assert october.self_due_on == date(2027, 11, 12)
    assert october.state == "done"


def test_engineer_who_does_everything_is_done_every_month(world):
    for person in (world.steady, world.two_teams, world.american):
        assert [state for _, state in states_of(person)] == ["done"] * 11 + ["selecting"]


def test_engineer_who_does_nothing_is_incomplete_once_a_month(world):
    assert [state for _, state in states_of(world.idle)] == ["incomplete"] * 11 + ["selecting"]
    closed = Event.objects.filter(verb="month closed").values_list("subject_id", flat=True)
    incomplete = MonthlyReview.objects.filter(state="incomplete").values_list("pk", flat=True)
    assert sorted(closed) == sorted(incomplete)
    notices = Notice.objects.filter(kind="month_incomplete", channel="inbox")
    assert notices.count() == 2 * len(incomplete)


def test_engineer_without_cases_gets_a_month_without_a_drawn_case(world):
    assert len(months_of(world.no_cases)) == 12
    assert not Selection.objects.filter(monthly_review__engineer=world.no_cases).exists()


def test_absence_over_the_end_of_the_month_moves_the_due_days(world):
    march = months_of(world.away)[2]
    assert march.self_due_on == date(2027, 4, 15)
    assert march.state == "done"


def test_absence_of_a_whole_month_excuses_it(world):
    july = months_of(world.away)[6]
    assert (july.month.month, july.state, july.excuse) == (7, "excused", "away")


def test_month_moves_to_the_new_manager_and_stays_there(world):
    managers = [month.manager for month in months_of(world.moved)]
    assert managers == [world.nadia] * 4 + [world.omar] * 8
    notices = Notice.objects.filter(kind="monthly_manager_changed", channel="inbox")
    assert notices.count() == 3


def test_engineer_who_joins_mid_month_begins_with_that_month(world):
    assert months_of(world.joiner)[0].month == date(2027, 6, 1)
    assert len(months_of(world.joiner)) == 7


def test_month_of_somebody_who_leaves_is_excused_and_none_follows(world):
    last = months_of(world.leaver)[-1]
    assert (last.month.month, last.state, last.excuse) == (9, "excused", "left")


def test_each_reminder_is_sent_once_and_in_working_hours(world):
    notices = Notice.objects.filter(kind__in=REMINDERS, channel="inbox")
    rows = list(notices.values_list("kind", "subject_id", "recipient_id", "created_at"))
    counts = Counter(row[:3] for row in rows)
    assert set(counts.values()) == {1}
    for *_, created_at in rows:
        assert is_workday(created_at.date(), "DE")
        assert created_at.hour >= 8
    ended = MonthlyReview.objects.filter(engineer=world.steady, state="done")
    for month in ended:
        reminded = Counter(kind for kind, pk, _, _ in rows if pk == month.pk)
        assert reminded == {"self_assessment_due": 1, "validation_due": 1, "talk_due": 2}


def test_at_most_one_month_of_a_person_is_open(world):
    people = MonthlyReview.objects.filter(state__in=OPEN).values_list("engineer", flat=True)
    assert len(people) == len(set(people))
