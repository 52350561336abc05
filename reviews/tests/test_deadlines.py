"""Each reminder once, in its person's own working hours, and never after it is done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.weeks import local_datetime
from notifications.delivery import deliver_due
from notifications.models import Notice
from pairing.models import Cycle
from pairing.states import PairingState
from pairing.tests.factories import PairingFactory
from people.tests.factories import AbsenceFactory
from reviews import actions, deadlines, sweeps
from reviews.models import Review
from reviews.states import ReviewState
from reviews.tests.factories import NOW, ReviewFactory, sent_review

MONDAY = date(2026, 11, 16)
NEXT = date(2026, 11, 23)


def at(day, hour, zone="UTC"):
    return local_datetime(date(2026, 11, day), hour, zone)


def sent(kind):
    return Notice.objects.filter(kind=kind, channel="inbox").count()


def test_mid_cycle_of_an_ordinary_week_is_wednesday_morning():
    assert deadlines.mid_cycle(MONDAY, NEXT, "UTC", "") == at(18, 9)


def test_last_call_of_a_week_with_a_free_friday_is_wednesday():
    christmas = date(2026, 12, 21)
    assert deadlines.last_call(christmas, date(2026, 12, 28), "Europe/Berlin", "DE").date() == date(
        2026, 12, 23
    )


@pytest.mark.django_db
def test_remind_due_over_a_week_of_sweeps_sends_both_once():
    PairingFactory()
    moment = at(16, 0)
    while moment < at(21, 0):
        sweeps.remind_due(now=moment)
        moment += timedelta(hours=1)
    assert (sent("review_mid_cycle"), sent("review_last_call")) == (1, 1)


@pytest.mark.django_db
def test_remind_due_after_three_days_down_sends_only_the_later_one():
    PairingFactory()
    sweeps.remind_due(now=at(20, 10))
    assert (sent("review_mid_cycle"), sent("review_last_call")) == (0, 1)


@pytest.mark.django_db
def test_remind_due_waits_for_the_persons_morning():
    PairingFactory(reviewer__time_zone="Pacific/Auckland")
    assert sweeps.remind_due(now=at(18, 9)) == 0
    assert sweeps.remind_due(now=at(18, 21)) == 1


@pytest.mark.django_db
def test_remind_due_leaves_who_is_away_in_peace():
    pairing = PairingFactory()
    AbsenceFactory(user=pairing.reviewer, first_day=date(2026, 11, 18), last_day=date(2026, 11, 18))
    assert sweeps.remind_due(now=at(18, 10)) == 0
    assert sweeps.remind_due(now=at(19, 10)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", [PairingState.DONE, PairingState.SKIPPED, PairingState.MISSED])
def test_remind_due_of_what_is_over_is_silent(state):
    PairingFactory(state=state)
    assert sweeps.remind_due(now=at(19, 10)) == 0


@pytest.mark.django_db
def test_reminder_that_was_done_before_delivery_is_dropped():
    pairing = PairingFactory()
    sweeps.remind_due(now=at(18, 10))
    type(pairing).objects.update(state=PairingState.DONE)
    deliver_due(now=at(18, 11))
    assert not Notice.objects.filter(sent_at__isnull=False).exists()


@pytest.mark.django_db
def test_remind_due_of_an_unread_review_comes_after_three_days_once():
    sent_review()
    assert sweeps.remind_due(now=at(20, 16)) == 0
    assert [sweeps.remind_due(now=at(23, hour)) for hour in (10, 11)] == [1, 0]


@pytest.mark.django_db
def test_remind_due_of_a_review_that_was_opened_is_silent():
    review = sent_review()
    actions.open_review(review, by=review.owner, now=NOW)
    assert sweeps.remind_due(now=at(23, 10)) == 0


@pytest.mark.django_db
def test_remind_due_of_a_consent_comes_after_two_working_days():
    review = ReviewFactory()
    actions.ask_consent(review, by=review.reviewer, now=NOW)
    Cycle.objects.update(state="closed")
    assert sweeps.remind_due(now=at(19, 10)) == 0
    assert sweeps.remind_due(now=at(20, 10)) == 1


@pytest.mark.django_db
def test_remind_due_of_a_comment_goes_to_the_one_whose_answer_is_missing():
    review = sent_review()
    actions.open_review(review, by=review.owner, now=NOW)
    actions.add_comment(review, body="Would you have called?", by=review.owner, now=NOW)
    assert sweeps.remind_due(now=at(20, 10)) == 1
    assert Notice.objects.get(kind="comment_waits", channel="inbox").recipient == review.reviewer


@pytest.mark.django_db
def test_remind_due_of_a_settled_thread_is_silent():
    review = sent_review()
    actions.open_review(review, by=review.owner, now=NOW)
    thread = actions.add_comment(review, body="Would you have called?", by=review.owner, now=NOW)
    actions.resolve_thread(thread, by=review.reviewer, now=NOW)
    assert sweeps.remind_due(now=at(20, 10)) == 0


@pytest.mark.django_db
def test_close_by_rule_closes_14_days_after_the_cycle_and_not_before():
    sent_review()
    assert sweeps.close_by_rule(now=datetime(2026, 12, 6, 23, tzinfo=UTC)) == 0
    assert sweeps.close_by_rule(now=datetime(2026, 12, 7, 1, tzinfo=UTC)) == 1
    assert Review.objects.get().state == ReviewState.CLOSED
