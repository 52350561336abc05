"""A cycle ends before a review is sent: who is notified, and where the draft stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from notifications.delivery import deliver_due
from notifications.models import Notice
from notifications.queries import inbox
from notifications.registry import KINDS
from pairing.actions import close_cycle
from pairing.models import Cycle, Pairing
from pairing.states import PairingState
from pairing.sweeps import close_ended_cycles
from pairing.tests.factories import PairingFactory, drawn_pool
from people.models import User
from reviews import actions
from reviews.models import Review
from reviews.states import ReviewState
from reviews.tests.factories import ReviewFactory, sent_review

pytestmark = pytest.mark.django_db
ENDED = datetime(2026, 11, 23, 0, 1, tzinfo=UTC)


def close(cycle):
    close_cycle(Cycle.objects.get(pk=cycle.pk), by=User.objects.system(), now=ENDED)


def told(kind, cycle, person):
    return KINDS[kind](KINDS[kind].subjects([cycle.pk])[cycle.pk]).message(person)


@pytest.fixture
def draft():
    return ReviewFactory(pairing__reviewer__name="Ann Lee", pairing__owner__name="Bo Lind")


def test_cycle_end_tells_the_reviewer_what_is_and_what_comes():
    pairing = PairingFactory(owner__name="Bo Lind")
    close(pairing.draw.cycle)
    message = told("cycle_ended", pairing.draw.cycle, pairing.reviewer)
    assert message.title == "The cycle of Mon 16 Nov ended before you sent your review of Bo"
    assert message.body == "Nothing is carried over. The next draw is on Mon 23 Nov."
    assert message.url == reverse("draw", args=[pairing.draw.cycle.pool.slug, "2026-11-16"])


def test_cycle_end_with_a_draft_says_how_long_and_where_it_can_be_read(draft):
    close(draft.pairing.draw.cycle)
    message = told("cycle_ended", draft.pairing.draw.cycle, draft.reviewer)
    assert message.body.endswith("You can read your draft until Sun 21 Feb 2027.")
    assert message.url == reverse("review", args=[draft.pk])


def test_cycle_end_does_not_speak_of_a_draft_that_was_discarded_before(draft):
    actions.discard_review(draft, by=draft.reviewer, now=ENDED - timedelta(days=3))
    close(draft.pairing.draw.cycle)
    assert "draft" not in told("cycle_ended", draft.pairing.draw.cycle, draft.reviewer).body


def test_cycle_end_names_all_that_were_missed_in_one_notice(draft):
    other = PairingFactory(draw=draft.pairing.draw, reviewer=draft.reviewer, owner__name="Cleo Poe")
    ReviewFactory(pairing=other)
    close(draft.pairing.draw.cycle)
    message = told("cycle_ended", draft.pairing.draw.cycle, draft.reviewer)
    assert message.title.endswith("your review of Bo and Cleo")
    assert "You can read your 2 drafts" in message.body
    assert Notice.objects.filter(kind="cycle_ended", channel="inbox").count() == 1


def test_cycle_end_tells_the_owner_without_a_name():
    pairing = PairingFactory(reviewer__name="Ann Lee")
    close(pairing.draw.cycle)
    message = told("not_reviewed", pairing.draw.cycle, pairing.owner)
    assert message.title == "You were not reviewed in the cycle of Mon 16 Nov"
    assert message.body == "Some weeks are too busy. The next draw is on Mon 23 Nov."


def test_cycle_end_counts_what_the_owner_did_get():
    done = sent_review()
    PairingFactory(draw=done.pairing.draw, owner=done.owner)
    close(done.pairing.draw.cycle)
    message = told("not_reviewed", done.pairing.draw.cycle, done.owner)
    assert message.title == "You got 1 of 2 reviews in the cycle of Mon 16 Nov"


def test_cycle_end_of_a_review_that_was_sent_tells_nobody():
    review = sent_review()
    close(review.pairing.draw.cycle)
    assert not Notice.objects.filter(kind__in=["cycle_ended", "not_reviewed"]).exists()


def test_cycle_end_is_told_once_and_stays_readable_in_the_inbox(draft):
    for minutes in range(3):
        close_ended_cycles(now=ENDED + timedelta(minutes=minutes))
        deliver_due(now=ENDED + timedelta(minutes=minutes))
    assert Notice.objects.filter(kind="cycle_ended", channel="inbox").count() == 1
    [(_, notices)] = inbox(draft.reviewer)[0]
    assert [notice.message.title[:9] for notice in notices] == ["The cycle"]


def test_settle_missed_lays_drafts_aside_and_audits(draft):
    Pairing.objects.update(state=PairingState.MISSED, ended_at=ENDED)
    actions.discard_missed_drafts(
        draft.pairing.draw.cycle, pairings=[draft.pairing], by=draft.reviewer, now=ENDED
    )
    assert Review.objects.get().state == ReviewState.DISCARDED
    assert Event.objects.about(draft).get().facts == {"why": "missed"}


def test_settle_missed_is_undone_with_the_cycle_when_the_audit_fails(draft, audit_refuses):
    with audit_refuses():
        close(draft.pairing.draw.cycle)
    assert Review.objects.get().state == ReviewState.DRAFT
    assert Pairing.objects.get().state == PairingState.ASSIGNED


def test_cycle_end_of_a_large_pool_is_told_in_few_queries(django_assert_max_num_queries):
    _, drawn = drawn_pool(12)
    with django_assert_max_num_queries(40):
        close(drawn.cycle)
    with django_assert_max_num_queries(5):
        subjects = KINDS["cycle_ended"].subjects([drawn.cycle.pk])
        for person in KINDS["cycle_ended"](subjects[drawn.cycle.pk]).recipients():
            KINDS["cycle_ended"](subjects[drawn.cycle.pk]).message(person)
