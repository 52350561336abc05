"""My week in each state of a cycle: always with dates, never shaming."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from casereview.tests.budgets import within_budget
from notifications.models import Notice
from pairing.actions import close_cycle, request_swap, skip_pairing
from pairing.models import Cycle, Pairing
from pairing.queries import due_for as pairing_due_for
from pairing.queries import swap_candidates
from pairing.tests.factories import NOW, PairingFactory, drawn_pool
from people.models import User
from people.states import COORDINATORS
from people.tests.factories import AbsenceFactory
from reviews import actions
from reviews.models import Review
from reviews.queries import due_for
from reviews.tests.factories import ReviewFactory, sent_review
from reviews.tests.lifecycle.world import ENDED
from rubrics.models import RubricVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def week(client, user):
    client.force_login(user)
    return " ".join(client.get(reverse("my_week")).text.split())


def busy_owner():
    """Somebody with one of everything that can wait: to read, to answer, a draft, a question."""
    review = sent_review()
    actions.open_review(review, by=review.owner, now=NOW)
    actions.add_comment(review, body="Would you have called?", by=review.reviewer, now=NOW)
    ReviewFactory(pairing=PairingFactory(reviewer=review.owner))
    asking = ReviewFactory(pairing=PairingFactory(owner=review.owner))
    actions.ask_consent(asking, by=asking.reviewer, now=NOW)
    return review.owner


def test_everything_that_waits_has_a_date(client):
    owner = busy_owner()
    waiting = due_for(owner, NOW)
    assert [due.kind for due in waiting] == ["read", "answer", "draft", "consent"]
    assert all(due.since for due in waiting)
    page = week(client, owner)
    criteria = RubricVersion.objects.get().criteria.count()
    for words in ("sent <time", "written <time", "Asked <time", f"0 of {criteria} answered"):
        assert words in page, words


def test_my_week_of_a_busy_coordinator_keeps_its_budget(client):
    owner = busy_owner()
    owner.groups.add(Group.objects.get(name=COORDINATORS))
    PairingFactory(reviewer=owner)
    client.force_login(owner)
    client.get(reverse("my_week"))
    with within_budget("my_week", owner):
        assert client.get(reverse("my_week")).status_code == 200


def test_review_that_was_opened_waits_to_be_acknowledged_alone():
    review = sent_review()
    assert due_for(review.owner, NOW)[0].label == "Read and acknowledge"
    actions.open_review(review, by=review.owner, now=NOW)
    assert due_for(review.owner, NOW)[0].label == "Acknowledge"


def test_swap_that_is_asked_waits_with_its_date(client):
    mine = (
        drawn_pool(8)[1].pairings.select_related("reviewer", "owner", "draw__cycle__pool").first()
    )
    theirs = swap_candidates(mine)[0]
    request_swap(mine, theirs=theirs, by=mine.reviewer, now=NOW)
    assert pairing_due_for(theirs.reviewer, NOW)[0].since == NOW
    assert "asks to swap reviews with you" in week(client, theirs.reviewer)


def test_second_review_stands_below_the_one_that_is_due_first(client):
    first = PairingFactory()
    second = PairingFactory(draw=first.draw, reviewer=first.reviewer)
    sent_review(pairing=first)
    page = week(client, first.reviewer)
    assert f"Why {second.owner.first_name}?" in page
    assert f"<strong>{first.owner.name}</strong></a> · sent" in page


def test_late_review_is_still_welcome(client, clock):
    pairing = PairingFactory()
    clock.move_to(NOW + timedelta(days=3), tick=False)
    page = week(client, pairing.reviewer)
    assert "Was due" in page
    assert "You can still send it until" in page
    assert "Sunday 22 November" in page


def test_skipped_review_is_said_with_its_reason_to_both(client):
    pairing = PairingFactory()
    skip_pairing(Pairing.objects.get(), reason="No case this week", by=pairing.reviewer, now=NOW)
    page = week(client, pairing.reviewer)
    assert "Nothing to do this cycle" in page
    assert f"Your review of {pairing.owner.first_name} was skipped: No case this week." in page
    assert f"{pairing.reviewer.first_name} does not review you this cycle" in week(
        client, pairing.owner
    )


def test_skipped_review_counts_as_skipped_and_not_as_due(client):
    _, drawn = drawn_pool(4)
    first, other = drawn.pairings.all()[:2]
    skip_pairing(Pairing.objects.get(pk=first.pk), reason="No time", by=first.reviewer, now=NOW)
    page = week(client, other.reviewer)
    assert "<b>0</b> of 3 reviews sent" in page
    assert "Skipped <b>1</b>" in page


def test_missed_review_is_told_without_shame_until_the_next_draw(client, clock):
    pairing = PairingFactory()
    close_cycle(Cycle.objects.get(), by=User.objects.system(), now=ENDED)
    clock.move_to(ENDED, tick=False)
    page = week(client, pairing.reviewer)
    assert "is closed</h2>" in page
    assert (
        f"It ended before your review of {pairing.owner.first_name} was sent."
        " Nothing is carried over." in page
    )
    assert "is drawn next on" in page
    assert not [
        word for word in ("missed", "overdue", "fail") if word in page.lower().split("<main")[1]
    ]


def test_owner_of_a_missed_review_reads_no_name(client, clock):
    pairing = PairingFactory(reviewer__name="Zelda Quint")
    close_cycle(Cycle.objects.get(), by=User.objects.system(), now=ENDED)
    clock.move_to(ENDED, tick=False)
    page = week(client, pairing.owner)
    assert "You were not reviewed in the cycle of Mon 16 Nov" in page
    assert "Zelda" not in page


def test_away_is_said_with_what_it_means(client):
    pairing = PairingFactory()
    AbsenceFactory(user=pairing.reviewer, first_day=date(2026, 11, 18), last_day=date(2026, 11, 19))
    assert "You get no reminders until you are back" in week(client, pairing.reviewer)


def test_done_cycle_says_what_the_owner_takes_from_it(client):
    review = sent_review()
    actions.acknowledge_review(
        Review.objects.get(), by=review.owner, now=NOW, takeaway="To call first."
    )
    page = week(client, review.reviewer)
    assert "acknowledged your review: “To call first.”" in page
    assert "and wrote: “To call first.”" in page


def test_since_monday_tells_of_the_draw_of_starts_and_of_what_was_used(client):
    review = sent_review()
    actions.mark_used(Review.objects.select_related("case").get(), by=review.owner, now=NOW)
    ReviewFactory(
        pairing=PairingFactory(draw=review.pairing.draw, owner=review.reviewer, started_at=NOW)
    )
    page = week(client, review.reviewer)
    assert f"you review {review.owner.first_name}" in page
    assert "started a review of you" in page
    assert f"{review.owner.first_name} used what you wrote about case {review.case.number}" in page
    assert not Notice.objects.filter(kind="review_used").exists()
