"""What happens to reviews while people, cases and pools change, through the real actions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Case
from cases.states import Status
from cases.tests.factories import CaseFactory
from core.errors import NotAllowed, StaleState
from notifications.delivery import deliver_due
from notifications.models import Notice
from pairing.actions import redraw_cycle, skip_pairing
from pairing.models import Pairing
from pairing.states import PairingState
from pairing.sweeps import close_ended_cycles
from people.actions import deactivate_person, reactivate_person
from reviews import actions, sweeps
from reviews.models import Review
from reviews.states import DISCARDED_FOR, ReviewState
from reviews.tests.factories import fill_rubric
from reviews.tests.lifecycle.drawn_world import (
    begun,
    boss,
    build_drawn_world,
    fresh,
    pass_time,
    sent,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def world(time_machine):
    return build_drawn_world(time_machine)


def page(client, user, review, name="review"):
    client.force_login(user)
    return client.get(reverse(name, args=[review.pk]))


def still_kept(client, world, review):
    """The draft can be read by its reviewer alone, cannot be sent, and is gone after 90 days."""
    assert fresh(review).state == ReviewState.DISCARDED
    assert "As far as I got." in page(client, review.reviewer, review).text
    assert page(client, review.owner, review).status_code == 404
    with pytest.raises(StaleState):
        actions.submit_review(
            fresh(review), rubric_input=fill_rubric(review), by=review.reviewer, now=world.now
        )
    pass_time(world, DISCARDED_FOR)
    sweeps.purge_drafts(now=world.now)
    return page(client, review.reviewer, review).status_code == 404


def test_case_that_changes_hands_leaves_its_review_where_it_is_and_says_so(client, world):
    review = begun(world)
    other = next(pk for pk in world.members if pk not in (review.owner_id, review.reviewer_id))
    world.hear_from_helpdesk(review.case_id, owner=other)
    assert (
        "has a new owner since you picked it"
        in page(client, review.reviewer, review, "review_edit").text
    )
    actions.submit_review(
        fresh(review), rubric_input=fill_rubric(fresh(review)), by=review.reviewer, now=world.now
    )
    assert fresh(review).owner == review.owner
    assert "The case has a new owner" in page(client, review.owner, review).text
    assert page(client, world.user(other), review).status_code == 404


def test_case_that_changes_hands_before_it_is_picked_cannot_be(world):
    pairing = Pairing.objects.order_by("pk").first()
    case = Case.objects.filter(owner=pairing.owner).first()
    world.hear_from_helpdesk(case.pk, owner=pairing.reviewer_id)
    with pytest.raises(Exception, match="has a new owner"):
        actions.start_review(pairing, case=case, by=pairing.reviewer, now=world.now)


def test_case_deleted_upstream_leaves_lists_and_its_draft_can_still_be_sent(client, world):
    review = begun(world)
    world.hear_from_helpdesk(review.case_id, is_deleted=True)
    form = page(client, review.reviewer, review, "review_edit").text
    assert "This case was deleted in the helpdesk. Your quotations stay" in form
    assert client.get(reverse("case", args=[review.case_id])).status_code == 404
    actions.submit_review(
        fresh(review), rubric_input=fill_rubric(fresh(review)), by=review.reviewer, now=world.now
    )
    assert "Its reviews stay" in page(client, review.owner, review).text
    assert review.case not in Case.objects.visible_to(review.owner)


def test_owner_without_eligible_cases_leads_to_old_ones_and_then_to_a_skip(client, world):
    pairing = Pairing.objects.select_related("reviewer", "owner").order_by("pk").first()
    Case.objects.filter(owner=pairing.owner).delete()
    old = {
        "status": Status.CLOSED,
        "solved_at": world.now - 20 * DAY,
        "closed_at": world.now - 20 * DAY,
    }
    case = CaseFactory(owner=pairing.owner, **old)
    client.force_login(pairing.reviewer)
    assert case.subject in client.get(reverse("pick_case", args=[pairing.pk])).text
    Case.objects.filter(pk=case.pk).update(
        solved_at=world.now - 31 * DAY, closed_at=world.now - 31 * DAY
    )
    assert (
        reverse("skip_pairing", args=[pairing.pk])
        in client.get(reverse("pick_case", args=[pairing.pk])).text
    )
    skip_pairing(pairing, reason="No case", by=pairing.reviewer, now=world.now)
    assert Pairing.objects.get(pk=pairing.pk).state == PairingState.SKIPPED


def test_reviewer_who_skips_keeps_the_draft_to_read_for_90_days(client, world):
    review = begun(world)
    skip_pairing(
        Pairing.objects.get(pk=review.pairing_id),
        reason="No time",
        by=review.reviewer,
        now=world.now,
    )
    assert still_kept(client, world, review)


def test_reviewer_who_misses_the_end_keeps_the_draft_to_read_for_90_days(client, world):
    review = begun(world)
    pass_time(world, WEEK)
    close_ended_cycles(now=world.now)
    assert Pairing.objects.get(pk=review.pairing_id).state == PairingState.MISSED
    assert still_kept(client, world, review)


def test_reviewer_who_is_replaced_keeps_the_draft_to_read_for_90_days(client, world):
    review = begun(world)
    draw = review.pairing.draw
    redraw_cycle(draw, reason="Somebody is ill", keep_begun=False, by=boss(world), now=world.now)
    assert Pairing.objects.get(pk=review.pairing_id).state == PairingState.REPLACED
    assert still_kept(client, world, review)


def test_reviewer_who_leaves_takes_the_draft_out_of_the_world(client, world):
    review = begun(world)
    deactivate_person(review.reviewer, by=boss(world), now=world.now)
    assert fresh(review).state == ReviewState.DISCARDED
    assert page(client, review.reviewer, review).status_code in (302, 403)
    reactivate_person(world.user(review.reviewer_id), by=boss(world), now=world.now)
    assert still_kept(client, world, review)


def test_reviewer_who_left_is_told_nothing_and_reminded_of_nothing(world):
    review = begun(world)
    deactivate_person(review.reviewer, by=boss(world), now=world.now)
    Notice.objects.filter(sent_at__isnull=False).delete()
    for _ in range(7):
        pass_time(world, DAY)
        sweeps.remind_due(now=world.now)
        deliver_due(now=world.now)
    assert not Notice.objects.filter(recipient=review.reviewer, sent_at__isnull=False).exists()


def test_owner_who_leaves_ends_what_was_begun_and_keeps_what_was_sent(client, world):
    review = sent(world)
    deactivate_person(review.owner, by=boss(world), now=world.now)
    assert fresh(review).state == ReviewState.SUBMITTED
    assert review.owner.name in page(client, review.reviewer, review).text
    assert not Review.objects.visible_to(world.user(review.owner_id)).exists()


def test_what_somebody_wrote_stays_under_their_name_when_they_leave(client, world):
    review = sent(world)
    actions.open_review(review, by=review.owner, now=world.now)
    actions.add_comment(review, body="Call me if in doubt.", by=review.reviewer, now=world.now)
    deactivate_person(review.reviewer, by=boss(world), now=world.now)
    text = page(client, review.owner, review).text
    assert review.reviewer.name in text
    assert "Call me if in doubt." in text


def test_session_of_somebody_who_leaves_ends_at_once(client, world):
    review = sent(world)
    assert page(client, review.owner, review).status_code == 200
    deactivate_person(review.owner, by=boss(world), now=world.now)
    assert client.get(reverse("review", args=[review.pk])).status_code == 302


def test_review_that_was_taken_back_is_said_in_the_inbox_of_its_owner(client, world):
    review = sent(world)
    deliver_due(now=world.now)
    actions.recall_review(review, by=review.reviewer, now=world.now)
    client.force_login(review.owner)
    assert "recalled the review of your case" in client.get(reverse("inbox")).text
    with pytest.raises(NotAllowed):
        actions.add_comment(review, body="Why?", by=review.owner, now=world.now)
