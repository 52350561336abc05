"""The threads of a sent review."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from core.errors import NotAllowed, Refused, StaleState
from notifications.models import Notice
from pairing.tests.factories import PairingFactory
from people.tests.factories import UserFactory
from reviews import actions
from reviews.models import Comment
from reviews.tests.factories import NOW, ReviewFactory, sent_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return sent_review()


def say(review, by=None, body="Would you have called?", **where):
    return actions.add_comment(review, body=body, by=by or review.owner, now=NOW, **where)


def told(kind="comment_written"):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_add_comment_by_the_owner_tells_the_reviewer(review):
    say(review)
    assert told() == {review.reviewer_id}


def test_add_comment_by_a_stranger_is_not_allowed(review):
    with pytest.raises(NotAllowed):
        say(review, by=UserFactory())


def test_add_comment_to_a_draft_is_not_allowed():
    draft = ReviewFactory()
    with pytest.raises(NotAllowed):
        say(draft, by=draft.reviewer)


def test_add_comment_in_a_thread_of_another_review_is_refused(review):
    with pytest.raises(Refused):
        say(review, thread=say(sent_review()))


def test_add_comment_of_nothing_is_refused(review):
    with pytest.raises(Refused):
        say(review, body="  ")


def test_add_comment_mentions_a_reader_and_nobody_else():
    pairing = PairingFactory(draw__cycle__pool__visibility="team")
    member = PairingFactory(draw=pairing.draw, owner__name="Mira Shah").owner
    UserFactory(name="Omar Haddad")
    say(sent_review(pairing=pairing), body="@Mira has a template, @Omar too")
    assert told() == {pairing.reviewer_id, member.pk}


def test_add_comment_when_the_audit_fails_leaves_nothing(review, audit_refuses):
    with audit_refuses():
        say(review)
    assert not Comment.objects.exists()
    assert told() == set()


def test_add_comment_reopens_a_settled_thread(review):
    thread = say(review)
    actions.resolve_thread(thread, by=review.reviewer, now=NOW)
    say(review, by=review.reviewer, thread=thread)
    assert Comment.objects.get(pk=thread.pk).resolved_at is None


def test_edit_comment_within_ten_minutes_leaves_a_mark_and_is_audited(review):
    comment = say(review)
    actions.edit_comment(comment, body="Better", by=review.owner, now=NOW + timedelta(minutes=9))
    assert Comment.objects.get(pk=comment.pk).edited_at
    assert Event.objects.about(review).filter(verb="comment edited").exists()


def test_edit_comment_after_ten_minutes_is_stale(review):
    comment = say(review)
    with pytest.raises(StaleState):
        actions.edit_comment(comment, body="Late", by=review.owner, now=NOW + timedelta(minutes=11))


def test_edit_comment_of_somebody_else_is_not_allowed(review):
    comment = say(review)
    with pytest.raises(NotAllowed):
        actions.edit_comment(comment, body="Mine", by=review.reviewer, now=NOW)


def test_delete_comment_removes_its_text_keeps_a_trace_and_is_audited(review):
    comment = say(review)
    actions.delete_comment(comment, by=review.owner, now=NOW)
    stored = Comment.objects.get(pk=comment.pk)
    assert (stored.body, stored.deleted_at) == ("", NOW)
    assert Event.objects.about(review).filter(verb="comment deleted").exists()


def test_delete_comment_of_somebody_else_is_not_allowed(review):
    with pytest.raises(NotAllowed):
        actions.delete_comment(say(review), by=review.reviewer, now=NOW)


def test_resolve_thread_twice_keeps_the_first_name_and_audits_once(review):
    thread = say(review)
    actions.resolve_thread(thread, by=review.owner, now=NOW)
    actions.resolve_thread(thread, by=review.reviewer, now=NOW)
    assert Comment.objects.get(pk=thread.pk).resolved_by == review.owner
    assert Event.objects.about(review).filter(verb="thread resolved").count() == 1


def test_resolve_thread_by_a_stranger_is_not_allowed(review):
    with pytest.raises(NotAllowed):
        actions.resolve_thread(say(review), by=UserFactory(), now=NOW)


def test_reopen_thread_undoes_it_and_is_audited(review):
    thread = say(review)
    actions.resolve_thread(thread, by=review.owner, now=NOW)
    actions.reopen_thread(thread, by=review.reviewer, now=NOW)
    assert Comment.objects.get(pk=thread.pk).resolved_at is None
    assert Event.objects.about(review).filter(verb="thread reopened").exists()


def test_comment_pages_add_answer_edit_delete_and_settle(client, review):
    client.force_login(review.owner)
    criterion = review.rubric_version.criteria.first()
    client.post(
        reverse("comment_add", args=[review.pk]), {"body": "Why?", "criterion": criterion.pk}
    )
    thread = Comment.objects.get()
    client.post(reverse("comment_add", args=[review.pk]), {"body": "And how?", "thread": thread.pk})
    client.post(reverse("thread_resolve", args=[thread.pk]))
    page = client.get(reverse("review", args=[review.pk]))
    assert ">you</span>, <time" in " ".join(page.text.split("Resolved by")[1].split())
    assert "And how?" in page.text


def test_comment_pages_for_a_stranger_are_not_found(client, review):
    comment = say(review)
    client.force_login(UserFactory())
    for name, pk in [
        ("comment_add", review.pk),
        ("comment_edit", comment.pk),
        ("thread_resolve", comment.pk),
    ]:
        assert client.post(reverse(name, args=[pk]), {"body": "x"}).status_code == 404


@pytest.mark.parametrize("body", ["", "x" * 20_000, "a\x00b"])
def test_comment_that_is_no_good_is_told_and_kept(client, review, body):
    client.force_login(review.owner)
    answer = client.post(reverse("comment_add", args=[review.pk]), {"body": body})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "more",
    [
        {"criterion": 10**9},
        {"thread": 10**9},
        {"criterion": 10**30},
        {"criterion": 0},
        {"thread": "-0"},
    ],
)
def test_comment_with_a_forged_place_is_not_found_or_told(client, review, more):
    client.force_login(review.owner)
    answer = client.post(reverse("comment_add", args=[review.pk]), {"body": "Hello", **more})
    assert answer.status_code in (404, 422)


def test_review_with_three_threads_costs_as_much_as_with_one(
    client, review, django_assert_max_num_queries
):
    client.force_login(review.owner)
    say(review)
    client.get(reverse("review", args=[review.pk]))
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("review", args=[review.pk]))
    say(review, by=review.reviewer, thread=say(review))
    with django_assert_max_num_queries(12) as three:
        client.get(reverse("review", args=[review.pk]))
    assert len(one) == len(three)


def test_review_page_says_who_can_be_mentioned(client):
    pairing = PairingFactory(draw__cycle__pool__visibility="team")
    PairingFactory(draw=pairing.draw, owner__name="Mira Shah", reviewer__name="Mira Bell")
    review = sent_review(pairing=pairing)
    client.force_login(review.owner)
    assert "@MiraBell, @MiraShah." in client.get(reverse("review", args=[review.pk])).text


def test_review_page_between_two_says_that_nobody_else_reads(client):
    review = sent_review()
    client.force_login(review.owner)
    page = client.get(reverse("review", args=[review.pk])).text
    assert "gets a notice of every comment. Nobody else can read this review." in " ".join(
        page.split()
    )
