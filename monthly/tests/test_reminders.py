"""Reminders: one working day before something is due, in working hours, once for each person."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from core.tests.concurrency import run_together
from monthly import sweeps
from monthly.models import MonthlyReview, StandIn, TeamSettings
from monthly.tests.factories import MonthlyReviewFactory
from notifications.models import Notice
from people.tests.factories import (
    AbsenceFactory,
    MembershipFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SELF_REMINDER = datetime(2026, 11, 30, 10, tzinfo=UTC)  # Monday; due on Tuesday
VALIDATION_REMINDER = datetime(2026, 12, 3, 10, tzinfo=UTC)
TALK_REMINDER = datetime(2026, 12, 8, 10, tzinfo=UTC)


def reminded(kind):
    notices = Notice.objects.filter(kind=kind, channel="inbox")
    return [notice.recipient for notice in notices.order_by("recipient__name")]


def test_engineer_is_reminded_once_in_working_hours():
    month = MonthlyReviewFactory()
    for time in (SELF_REMINDER.replace(day=27), SELF_REMINDER.replace(hour=8)):
        assert sweeps.remind_due(now=time) == 0
    assert sweeps.remind_due(now=SELF_REMINDER) == 1
    assert sweeps.remind_due(now=SELF_REMINDER.replace(hour=11)) == 0
    assert reminded("self_assessment_due") == [month.engineer]


def test_engineer_who_is_away_is_reminded_on_the_first_day_back():
    month = MonthlyReviewFactory()
    days = {"first_day": date(2026, 11, 30), "last_day": date(2026, 12, 1)}
    AbsenceFactory(user=month.engineer, **days)
    assert sweeps.remind_due(now=SELF_REMINDER) == 0
    assert sweeps.remind_due(now=datetime(2026, 12, 2, 10, tzinfo=UTC)) == 1


def test_stand_in_is_reminded_in_place_of_the_manager():
    month = MonthlyReviewFactory(state="validating")
    person = UserFactory()
    day = month.validation_due_on
    StandIn.objects.create(
        manager=month.manager, person=person, first_day=day, last_day=day, state="active"
    )
    assert sweeps.remind_due(now=VALIDATION_REMINDER) == 1
    assert reminded("validation_due") == [person]


def test_person_who_marked_the_talk_gets_no_reminder():
    month = MonthlyReviewFactory(state="discussing", engineer_done_at=SELF_REMINDER)
    assert sweeps.remind_due(now=TALK_REMINDER) == 1
    assert reminded("talk_due") == [month.manager]


def test_nobody_is_reminded_of_a_month_that_has_ended():
    month = MonthlyReviewFactory()
    MonthlyReview.objects.filter(pk=month.pk).update(state="incomplete", ended_at=SELF_REMINDER)
    assert sweeps.remind_due(now=SELF_REMINDER) == 0


@pytest.mark.sweep
@pytest.mark.django_db(transaction=True)
def test_two_workers_open_close_and_remind_once():
    OrganisationFactory(country="")
    october = MonthlyReviewFactory(month="2026-10-01", zone="UTC")
    team = TeamFactory()
    TeamSettings.objects.create(team=team, switched_on_at=datetime(2026, 11, 2, tzinfo=UTC))
    MembershipFactory(user=october.engineer, team=team, manager=october.manager)
    opens = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def run_sweeps():
        return [sweeps.open_and_close(now=opens), sweeps.remind_due(now=SELF_REMINDER)]

    run_together(run_sweeps, run_sweeps, run_sweeps)
    months = MonthlyReview.objects.order_by("month").values_list("month", "state")
    assert list(months) == [(date(2026, 10, 1), "incomplete"), (date(2026, 11, 1), "selecting")]
    notices = Notice.objects.filter(channel="inbox")
    keys = Counter(notices.values_list("kind", "subject_id", "recipient_id"))
    assert set(keys.values()) == {1}
    kinds = Counter(notices.values_list("kind", flat=True))
    assert (kinds["month_incomplete"], kinds["month_opened"]) == (2, 1)
    assert reminded("self_assessment_due")
