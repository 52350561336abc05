"""Months end: as incomplete by rule, or excused by the manager and when somebody leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from monthly import sweeps
from monthly.actions import close_incomplete, excuse_left, excuse_month, start_self_assessment
from monthly.models import MonthlyReview
from monthly.states import Excuse
from monthly.tests.factories import (
    NOW,
    MonthlyReviewFactory,
    drawn_selection,
    own_selection,
)
from notifications.models import Notice
from people.actions import deactivate_person
from people.models import User
from people.tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NEXT_OPENS = datetime(2026, 12, 25, 9, tzinfo=UTC)  # Friday, and Monday to Thursday follow


def begun_month():
    """Of an engineer who has long had the same manager."""
    OrganisationFactory(country="")
    month = MonthlyReviewFactory()
    MembershipFactory(user=month.engineer, manager=month.manager)
    review = start_self_assessment(drawn_selection(month), by=month.engineer, now=NOW)
    return MonthlyReview.objects.get(pk=month.pk), review


def close(month):
    return close_incomplete(month, by=User.objects.system(), now=NEXT_OPENS)


def excuse_by_hand(month, **changes):
    values = {"excuse": Excuse.REASON, "note": "Too many escalations.", "by": month.manager}
    return excuse_month(month, **values | changes, now=NOW)


def test_unfinished_month_closes_when_the_next_one_opens():
    month, review = begun_month()
    assert sweeps.open_and_close(now=NEXT_OPENS - timedelta(minutes=1)) == 0
    assert sweeps.open_and_close(now=NEXT_OPENS) == 1
    assert sweeps.open_and_close(now=NEXT_OPENS) == 0
    month.refresh_from_db()
    review.refresh_from_db()
    assert (month.state, review.state) == ("incomplete", "discarded")
    assert month.missing == ["self_assessment"]
    recipients = Notice.objects.filter(kind="month_incomplete", channel="inbox")
    assert set(recipients.values_list("recipient", flat=True)) == {
        month.engineer_id,
        month.manager_id,
    }


def test_closing_says_that_the_second_case_is_missing():
    month = MonthlyReviewFactory()
    drawn_selection(month)
    own_selection(MonthlyReviewFactory(engineer=month.engineer, month="2026-10-01"))
    assert close(month).missing == ["second_case", "self_assessment"]


def test_closing_says_whose_answers_are_missing():
    assert close(MonthlyReviewFactory(state="validating")).missing == ["validation"]
    assert close(MonthlyReviewFactory(state="discussing")).missing == ["talk"]


def test_month_is_closed_by_the_sweep_only():
    month = MonthlyReviewFactory()
    with pytest.raises(NotAllowed):
        close_incomplete(month, by=month.manager, now=NOW)


def test_month_that_has_ended_is_not_closed():
    with pytest.raises(StaleState):
        close(excuse_by_hand(MonthlyReviewFactory()))


def test_manager_excuses_a_month_and_the_engineer_gets_a_notice():
    month, review = begun_month()
    excuse_by_hand(month)
    review.refresh_from_db()
    assert (month.__class__.objects.get().state, review.state) == ("excused", "discarded")
    [notice] = Notice.objects.filter(kind="month_excused", channel="inbox")
    assert notice.recipient == month.engineer


def test_excuse_needs_a_manager_and_a_reason():
    month = MonthlyReviewFactory()
    with pytest.raises(NotAllowed):
        excuse_by_hand(month, by=month.engineer)
    with pytest.raises(Refused, match="Say why"):
        excuse_by_hand(month, note=" ")


def test_months_of_somebody_who_leaves_are_excused():
    OrganisationFactory()
    month = MonthlyReviewFactory()
    deactivate_person(month.engineer, by=UserFactory(coordinator=True), now=NOW)
    month.refresh_from_db()
    assert (month.state, month.excuse) == ("excused", "left")


def test_month_stays_open_if_the_audit_refuses(audit_refuses):
    month, review = begun_month()
    with audit_refuses():
        close(month)
    with audit_refuses():
        excuse_by_hand(month)
    with audit_refuses():
        excuse_left(month.engineer, by=month.manager, now=NOW)
    review.refresh_from_db()
    assert (MonthlyReview.objects.get().state, review.state) == ("self_assessing", "draft")


@pytest.mark.django_db(transaction=True)
def test_of_two_endings_one_wins():
    month = MonthlyReviewFactory()
    results = run_together(lambda: close(month), lambda: excuse_by_hand(month))
    assert len(errors_of(results)) == 1
    month.refresh_from_db()
    assert month.state in ("incomplete", "excused")
    assert Notice.objects.filter(channel="inbox").values("kind").distinct().count() == 1
