"""The life of a review: begun, saved, sent, opened, acknowledged, discarded."""

from dataclasses import replace

import pytest

from audit.models import Event
from audit.tests.trail import verbs
from cases.states import Status
from cases.tests.factories import CaseFactory
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from core.tests.rows import reload
from notifications.models import Notice
from pairing.models import Pairing
from pairing.states import PairingState, Visibility
from pairing.tests.factories import PairingFactory
from people.tests.factories import TeamFactory, UserFactory
from reviews import actions
from reviews.errors import StaleReview
from reviews.models import Answer, Reader, Review
from reviews.states import ReviewState
from reviews.tests.factories import (
    NOW,
    ReviewFactory,
    fill_rubric,
    make_pairing_with_case,
    sent_review,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_start_review_by_the_drawn_reviewer_makes_a_draft():
    pairing, case = make_pairing_with_case()
    review = actions.start_review(pairing, case=case, by=pairing.reviewer, now=NOW)
    assert (review.state, review.owner, review.case) == (ReviewState.DRAFT, pairing.owner, case)
    assert reload(pairing).started_at == NOW


def test_start_review_twice_returns_the_same_draft():
    pairing, case = make_pairing_with_case()
    first = actions.start_review(pairing, case=case, by=pairing.reviewer, now=NOW)
    other = CaseFactory(owner=pairing.owner)
    assert actions.start_review(pairing, case=other, by=pairing.reviewer, now=NOW) == first


def test_start_review_by_a_stranger_is_not_allowed():
    pairing, case = make_pairing_with_case()
    with pytest.raises(NotAllowed):
        actions.start_review(pairing, case=case, by=UserFactory(), now=NOW)


def test_start_review_of_a_missed_pairing_is_not_allowed():
    pairing, case = make_pairing_with_case(PairingFactory(state=PairingState.MISSED))
    with pytest.raises(NotAllowed):
        actions.start_review(pairing, case=case, by=pairing.reviewer, now=NOW)


def test_start_review_after_the_pairing_ended_meanwhile_is_stale():
    pairing, case = make_pairing_with_case()
    Pairing.objects.update(state=PairingState.SKIPPED)
    with pytest.raises(StaleState):
        actions.start_review(pairing, case=case, by=pairing.reviewer, now=NOW)


def test_start_review_of_a_case_that_changed_hands_is_refused():
    pairing, _ = make_pairing_with_case()
    CaseFactory(owner=pairing.owner)
    with pytest.raises(Refused):
        actions.start_review(pairing, case=CaseFactory(), by=pairing.reviewer, now=NOW)


def test_start_review_with_nothing_eligible_takes_a_case_of_the_last_30_days():
    pairing, _ = make_pairing_with_case()
    pairing.owner.cases.update(status=Status.CLOSED, closed_at=NOW.replace(day=1))
    case = pairing.owner.cases.get()
    assert actions.start_review(pairing, case=case, by=pairing.reviewer, now=NOW).case == case


def test_start_review_when_the_audit_fails_leaves_nothing(audit_refuses):
    pairing, case = make_pairing_with_case()
    with audit_refuses():
        actions.start_review(pairing, case=case, by=pairing.reviewer, now=NOW)
    assert not Review.objects.exists()
    assert reload(pairing).started_at is None


def test_save_draft_keeps_answers_and_counts_the_version():
    review = ReviewFactory()
    assert (
        actions.save_draft(
            review, rubric_input=fill_rubric(review, "no", "Why"), by=review.reviewer, now=NOW
        )
        == 2
    )
    assert set(review.answers.values_list("value", "comment")) == {("no", "Why")}
    assert reload(review).version == 2


def test_save_draft_from_an_older_copy_is_stale_and_overwrites_nothing():
    review = ReviewFactory()
    old = fill_rubric(review, "no", "mine")
    actions.save_draft(
        review, rubric_input=fill_rubric(review, "yes", "theirs"), by=review.reviewer, now=NOW
    )
    with pytest.raises(StaleReview) as error:
        actions.save_draft(review, rubric_input=old, by=review.reviewer, now=NOW)
    row = error.value.differences[0]
    assert (row.typed.comment, row.saved.comment) == (
        "mine",
        "theirs",
    )
    assert set(review.answers.values_list("comment", flat=True)) == {"theirs"}


def test_save_draft_of_a_page_after_its_own_autosave_is_not_stale():
    review = ReviewFactory()
    saved = replace(fill_rubric(review, "yes"), page="a page")
    actions.save_draft(review, rubric_input=saved, by=review.reviewer, now=NOW, page_stays=True)
    actions.save_draft(
        review, rubric_input=replace(saved, closing_note="more"), by=review.reviewer, now=NOW
    )
    assert reload(review).closing_note == "more"


def test_autosave_that_arrives_after_a_later_one_of_its_page_is_ignored():
    review = ReviewFactory()
    late = replace(fill_rubric(review, "no", "late"), page="a page", save_number=1)
    latest = replace(fill_rubric(review, "no", "latest"), page="a page", save_number=2)
    for rubric_input in (latest, late):
        saving = {"rubric_input": rubric_input, "by": review.reviewer, "now": NOW}
        actions.save_draft(review, **saving, page_stays=True)
    assert set(review.answers.values_list("comment", flat=True)) == {"latest"}


def test_save_draft_of_a_late_autosave_after_the_page_was_left_is_stale():
    review = ReviewFactory()
    saved = replace(fill_rubric(review, "yes"), page="a page")
    actions.save_draft(review, rubric_input=saved, by=review.reviewer, now=NOW, page_stays=True)
    actions.save_draft(review, rubric_input=saved, by=review.reviewer, now=NOW)
    with pytest.raises(StaleReview):
        actions.save_draft(review, rubric_input=saved, by=review.reviewer, now=NOW, page_stays=True)


def test_save_draft_by_somebody_else_is_not_allowed():
    review = ReviewFactory()
    with pytest.raises(NotAllowed):
        actions.save_draft(review, rubric_input=fill_rubric(review), by=review.owner, now=NOW)


def test_save_draft_of_a_sent_review_is_stale():
    review = sent_review()
    with pytest.raises(StaleState):
        actions.save_draft(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)


def test_submit_review_writes_readers_ends_the_pairing_and_tells_the_owner():
    review = sent_review()
    assert set(review.readers.values_list("user", "why")) == {
        (review.reviewer_id, "reviewer"),
        (review.owner_id, "owner"),
    }
    assert reload(review.pairing).state == PairingState.DONE
    assert Notice.objects.get(kind="review_received", channel="inbox").recipient == review.owner


def test_submit_review_in_a_managers_pool_adds_both_managers():
    team = TeamFactory()
    boss = UserFactory()
    pairing = PairingFactory(
        reviewer=UserFactory(team=team, team__manager=boss),
        draw__cycle__pool__visibility="managers",
    )
    assert boss.pk in sent_review(pairing=pairing).readers.values_list("user", flat=True)


def test_submit_review_in_a_team_pool_adds_the_members_of_that_day():
    pairing = PairingFactory(draw__cycle__pool__visibility=Visibility.TEAM)
    member = PairingFactory(draw=pairing.draw).owner
    review = sent_review(pairing=pairing)
    assert review.readers.get(user=member).why == "member"
    assert not Reader.objects.filter(review=review, user=UserFactory()).exists()


def test_submit_review_with_a_no_without_comment_is_refused():
    review = ReviewFactory()
    with pytest.raises(Refused):
        actions.submit_review(
            review, rubric_input=fill_rubric(review, "no"), by=review.reviewer, now=NOW
        )
    assert not Answer.objects.exists()


def test_submit_review_by_the_owner_is_not_allowed():
    review = ReviewFactory()
    with pytest.raises(NotAllowed):
        actions.submit_review(review, rubric_input=fill_rubric(review), by=review.owner, now=NOW)


def test_submit_review_twice_is_stale():
    review = sent_review()
    with pytest.raises(StaleState):
        actions.submit_review(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)


def test_submit_review_when_the_audit_fails_leaves_a_draft(audit_refuses):
    review = ReviewFactory()
    with audit_refuses():
        actions.submit_review(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)
    assert (reload(review).state, reload(review).version) == (ReviewState.DRAFT, 1)
    assert not Reader.objects.exists()
    assert not Notice.objects.exists()


def test_submit_review_audit_names_readers_and_no_text():
    review = sent_review()
    event = Event.objects.about(review).get(verb="review sent")
    assert event.facts == {"version": 2, "readers": sorted([review.reviewer_id, review.owner_id])}


@pytest.mark.django_db(transaction=True)
def test_submit_review_by_20_threads_at_once_has_one_effect():
    review = ReviewFactory()

    def send(copy):
        return actions.submit_review(
            copy, rubric_input=fill_rubric(copy), by=copy.reviewer, now=NOW
        )

    copies = [reload(review) for _ in range(20)]
    errors = errors_of(run_together(*(lambda copy=copy: send(copy) for copy in copies)))
    assert [type(error) for error in errors] == [StaleState] * 19
    assert (Reader.objects.count(), Notice.objects.filter(channel="inbox").count()) == (2, 1)


def test_open_review_is_noted_and_audited_once():
    review = sent_review()
    assert actions.open_review(review, by=review.owner, now=NOW)
    assert not actions.open_review(review, by=review.owner, now=NOW)
    assert verbs(review).count("review opened") == 1


def test_acknowledge_review_by_the_owner_tells_the_reviewer():
    review = sent_review()
    actions.acknowledge_review(review, by=review.owner, now=NOW)
    assert reload(review).acknowledged_at == NOW
    assert (
        Notice.objects.get(kind="review_acknowledged", channel="inbox").recipient == review.reviewer
    )


def test_acknowledge_review_by_the_reviewer_is_not_allowed():
    review = sent_review()
    with pytest.raises(NotAllowed):
        actions.acknowledge_review(review, by=review.reviewer, now=NOW)


def test_acknowledge_review_twice_is_stale():
    review = sent_review()
    actions.acknowledge_review(review, by=review.owner, now=NOW)
    with pytest.raises(StaleState):
        actions.acknowledge_review(review, by=review.owner, now=NOW)


def test_acknowledge_review_when_the_audit_fails_stays_sent(audit_refuses):
    review = sent_review()
    with audit_refuses():
        actions.acknowledge_review(review, by=review.owner, now=NOW)
    assert reload(review).state == ReviewState.SUBMITTED


def test_discard_review_frees_the_pairing_for_another_case():
    pairing, case = make_pairing_with_case()
    review = actions.start_review(pairing, case=case, by=pairing.reviewer, now=NOW)
    actions.discard_review(review, by=pairing.reviewer, now=NOW)
    assert reload(pairing).started_at is None
    other = CaseFactory(owner=pairing.owner)
    assert actions.start_review(pairing, case=other, by=pairing.reviewer, now=NOW).case == other


def test_discard_review_is_audited_or_not_done(audit_refuses):
    review = ReviewFactory()
    with audit_refuses():
        actions.discard_review(review, by=review.reviewer, now=NOW)
    assert reload(review).state == ReviewState.DRAFT


def test_discard_review_of_somebody_else_is_not_allowed():
    review = ReviewFactory()
    with pytest.raises(NotAllowed):
        actions.discard_review(review, by=review.owner, now=NOW)


def test_discard_drafts_of_an_ended_pairing_keeps_the_text_for_its_reviewer_and_audits():
    review = ReviewFactory()
    actions.discard_drafts(review.pairing, by=review.reviewer, now=NOW)
    assert reload(review).state == ReviewState.DISCARDED
    assert Review.objects.visible_to(review.reviewer).filter(pk=review.pk).exists()
    assert verbs(review) == ["draft discarded"]
