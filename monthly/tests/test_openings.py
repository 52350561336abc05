"""Months open by themselves, once for each engineer, and are excused where no time is left."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.tests.factories import CaseFactory
from core.errors import NotAllowed, Refused
from core.tests.concurrency import run_together
from monthly import sweeps
from monthly.actions import open_month, update_due_days
from monthly.models import MonthlyReview, TeamSettings
from monthly.tests.factories import NOW
from notifications.models import Notice
from people.actions import add_absence, remove_absence
from people.models import Membership
from people.states import Role
from people.tests.factories import AbsenceFactory, OrganisationFactory, TeamFactory, UserFactory
from rubrics.tests.factories import RubricFactory

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
OPENS = datetime(2026, 11, 24, 8, tzinfo=UTC)  # Tuesday, 9:00 in Berlin
BEFORE = OPENS - timedelta(minutes=1)
LONG_BEFORE = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def engineer():
    """With a manager in Berlin, in a team that is switched on."""
    OrganisationFactory()
    team = TeamFactory()
    TeamSettings.objects.create(team=team, switched_on_at=LONG_BEFORE)
    manager = UserFactory(team=team, team__role=Role.MANAGER, time_zone="Europe/Berlin")
    return UserFactory(team=team, team__manager=manager, time_zone="Europe/Berlin")


def manager_of(engineer):
    return engineer.memberships.get().manager


def months(engineer):
    return list(MonthlyReview.objects.filter(engineer=engineer).order_by("month"))


def open_by_hand(engineer, month=NOVEMBER, **changes):
    manager = manager_of(engineer)
    place = {"team": engineer.memberships.get().team, "manager": manager, "by": manager}
    place |= {"opened_on": date(2026, 11, 25), "now": NOW}
    return open_month(engineer, month=month, **place | changes)


def test_month_opens_at_nine_in_the_zone_of_the_manager(engineer):
    CaseFactory(owner=engineer)
    assert sweeps.open_and_close(now=BEFORE) == 0
    assert sweeps.open_and_close(now=OPENS) == 1
    [month] = months(engineer)
    assert (month.month, month.zone, month.state) == (NOVEMBER, "Europe/Berlin", "selecting")
    assert month.self_due_on == date(2026, 12, 1)
    assert month.selections.count() == 1
    assert Notice.objects.filter(kind="month_opened", recipient=engineer).exists()


def test_sweep_opens_each_month_once(engineer):
    sweeps.open_and_close(now=OPENS)
    assert sweeps.open_and_close(now=OPENS) == 0
    assert len(months(engineer)) == 1


def test_opening_before_the_team_was_switched_on_does_not_count(engineer):
    TeamSettings.objects.update(switched_on_at=OPENS + timedelta(hours=1))
    assert sweeps.open_and_close(now=OPENS + timedelta(hours=2)) == 0


def test_after_a_long_downtime_only_the_latest_month_opens(engineer):
    sweeps.open_and_close(now=datetime(2026, 12, 28, 9, tzinfo=UTC))
    assert [month.month for month in months(engineer)] == [date(2026, 12, 1)]


def test_month_that_opens_too_late_is_excused(engineer):
    sweeps.open_and_close(now=datetime(2026, 12, 21, 9, tzinfo=UTC))
    [month] = months(engineer)
    assert (month.state, month.excuse) == ("excused", "reason")


def test_engineer_who_joins_after_the_opening_waits_for_the_next_month(engineer):
    Membership.objects.filter(user=engineer).update(first_day=date(2026, 11, 25))
    assert sweeps.open_and_close(now=OPENS + timedelta(days=1)) == 0


def test_engineer_without_a_manager_is_not_opened(engineer):
    Membership.objects.filter(user=engineer).update(manager=None)
    assert sweeps.open_and_close(now=OPENS) == 0


def test_rubric_and_blind_mode_of_the_team_are_frozen(engineer):
    rubric = RubricFactory(titles=["Said what happens next"])
    TeamSettings.objects.update(rubric=rubric, is_blind=True)
    sweeps.open_and_close(now=OPENS)
    TeamSettings.objects.update(rubric=None, is_blind=False)
    [month] = months(engineer)
    assert (month.rubric_version.rubric, month.is_blind) == (rubric, True)


def test_engineer_who_is_away_all_month_is_excused(engineer):
    AbsenceFactory(user=engineer, first_day=NOVEMBER, last_day=date(2026, 11, 30))
    sweeps.open_and_close(now=OPENS)
    [month] = months(engineer)
    assert (month.state, month.excuse) == ("excused", "away")
    assert not Notice.objects.filter(kind="month_opened").exists()


def test_due_days_follow_the_absences_of_the_engineer(engineer):
    sweeps.open_and_close(now=OPENS)
    days = {"first_day": date(2026, 11, 25), "last_day": date(2026, 11, 27)}
    absence = add_absence(engineer, **days, by=engineer, now=OPENS)
    assert months(engineer)[0].self_due_on == date(2026, 12, 4)
    remove_absence(absence, by=engineer, now=OPENS)
    assert months(engineer)[0].self_due_on == date(2026, 12, 1)


def test_absence_that_leaves_no_time_excuses_the_month(engineer):
    sweeps.open_and_close(now=OPENS)
    days = {"first_day": date(2026, 11, 25), "last_day": date(2026, 12, 31)}
    add_absence(engineer, **days, by=engineer, now=OPENS)
    assert months(engineer)[0].excuse == "away"


def test_manager_opens_a_month_by_hand_once(engineer):
    month = open_by_hand(engineer)
    assert open_by_hand(engineer) == month
    assert sweeps.open_and_close(now=OPENS) == 0


def test_month_is_opened_by_the_manager_only(engineer):
    with pytest.raises(NotAllowed):
        open_by_hand(engineer, by=engineer)
    with pytest.raises(NotAllowed):
        open_by_hand(engineer, by=UserFactory())


def test_month_without_time_left_is_not_opened_by_hand(engineer):
    with pytest.raises(Refused, match="There is no time left"):
        open_by_hand(engineer, opened_on=date(2026, 12, 23))
    assert months(engineer) == []


def test_nothing_opens_if_the_audit_refuses(engineer, audit_refuses):
    with audit_refuses():
        open_by_hand(engineer)
    assert months(engineer) == []


def test_due_days_stay_if_the_audit_refuses(engineer, audit_refuses):
    month = open_by_hand(engineer)
    AbsenceFactory(user=engineer, first_day=date(2026, 11, 26))
    with audit_refuses():
        update_due_days(month, by=engineer, now=NOW)
    assert months(engineer)[0].self_due_on == month.self_due_on


@pytest.mark.django_db(transaction=True)
def test_two_tabs_open_one_month(engineer):
    CaseFactory(owner=engineer)
    opened = run_together(lambda: open_by_hand(engineer), lambda: open_by_hand(engineer))
    assert opened[0] == opened[1] == MonthlyReview.objects.get()
    assert opened[0].selections.count() == 1
