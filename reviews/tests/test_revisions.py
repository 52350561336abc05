"""After a second opinion, the reviewer changes an answer. Earlier versions stay readable."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.models import Event
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from notifications.models import Notice
from people.models import User
from people.tests.factories import UserFactory
from reviews import actions
from reviews.errors import StaleAnswer
from reviews.models import Answer, AnswerRevision, Review
from reviews.states import OpinionState, ReviewState
from reviews.tests.factories import NOW, OpinionFactory, sent_review

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
DISCARDED = NOW + timedelta(days=100)


def add_opinion(review, state=OpinionState.ANSWERED):
    """Private to the owner, which is enough for the reviewer to change an answer."""
    return OpinionFactory(review=review, state=state, is_private=True, ended_at=NOW)


@pytest.fixture
def opinion():
    return add_opinion(sent_review())


@pytest.fixture
def review(opinion):
    return Review.objects.get(pk=opinion.review_id)


def change(review, opinion, *, value="no", comment="One line on Monday.", by=None, at=LATER):
    review = Review.objects.get(pk=review.pk)
    return actions.change_answer(
        review,
        criterion=review.rubric_version.criteria.get(position=4),
        value=value,
        comment=comment,
        opinion=opinion,
        version=review.version,
        by=by or review.reviewer,
        now=at,
    )


def test_change_answer_keeps_state_and_the_earlier_version(review, opinion):
    answer = change(review, opinion)
    revision = AnswerRevision.objects.get()
    assert (revision.answer, revision.value, revision.comment) == (answer, "yes", "")
    assert Answer.objects.get(pk=answer.pk).value == "no"
    changed = Review.objects.get()
    assert (changed.state, changed.version) == (review.state, review.version + 1)
    event = Event.objects.about(review).get(verb="answer changed")
    assert event.facts == {"criterion": 4, "version": changed.version}


def test_change_answer_notifies_every_other_reader_once(review, opinion):
    member = UserFactory()
    review.readers.create(user=member, why="member")
    change(review, opinion)
    notices = Notice.objects.filter(kind__startswith="answer_changed", channel="inbox")
    recipients = {notice.recipient for notice in notices}
    assert recipients == {review.owner, member, opinion.manager}
    mails = Notice.objects.filter(kind__startswith="answer_changed", channel="mail")
    assert {notice.recipient for notice in mails} <= {review.owner}


@pytest.mark.parametrize("who", ["owner", "manager"])
def test_change_answer_by_anybody_else_is_not_allowed(review, opinion, who):
    with pytest.raises(NotAllowed):
        change(review, opinion, by=opinion.manager if who == "manager" else review.owner)


@pytest.mark.parametrize("state", [OpinionState.ASKED, OpinionState.DECLINED, None])
def test_change_answer_without_an_answered_opinion_is_not_allowed(state):
    review = sent_review()
    opinion = add_opinion(review, state) if state else None
    with pytest.raises(NotAllowed):
        change(review, opinion)


def test_change_answer_after_the_opinion_on_another_review_is_not_allowed(opinion):
    with pytest.raises(NotAllowed):
        change(sent_review(), opinion)


def test_change_answer_of_a_recalled_review_is_stale(review, opinion):
    actions.recall_review(review, by=review.reviewer, now=NOW)
    with pytest.raises(StaleState):
        change(review, opinion)


@pytest.mark.parametrize(("value", "comment"), [("no", " "), ("yes", "")])
def test_change_answer_that_is_incomplete_or_the_same_is_refused(review, opinion, value, comment):
    with pytest.raises(Refused):
        change(review, opinion, value=value, comment=comment)


def test_change_answer_is_undone_when_the_audit_refuses(review, opinion, audit_refuses):
    with audit_refuses():
        change(review, opinion)
    assert not AnswerRevision.objects.exists()
    assert Answer.objects.filter(value="no").count() == 0


def test_acknowledge_change_again_counts_for_the_new_version(review, opinion, audit_refuses):
    actions.acknowledge_review(review, by=review.owner, now=NOW)
    change(review, opinion)
    with audit_refuses():
        actions.acknowledge_change(review, by=review.owner, now=LATER + timedelta(hours=1))
    actions.acknowledge_change(review, by=review.owner, now=LATER + timedelta(hours=1))
    assert Review.objects.get().acknowledged_at == LATER + timedelta(hours=1)
    with pytest.raises(StaleState):
        actions.acknowledge_change(review, by=review.owner, now=LATER + timedelta(hours=2))
    with pytest.raises(NotAllowed):
        actions.acknowledge_change(review, by=review.reviewer, now=LATER)


def test_revision_is_append_only_until_its_review_is_purged(review, opinion):
    change(review, opinion)
    for forbidden in (lambda: AnswerRevision.objects.update(value="no"), review.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            forbidden()
    actions.recall_review(review, by=review.reviewer, now=LATER)
    actions.discard_review(review, by=review.reviewer, now=LATER)
    system = User.objects.system()
    assert actions.purge_draft(review, by=system, now=DISCARDED)
    assert not AnswerRevision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_change_answer_in_two_tabs_at_once_keeps_one_and_shows_both():
    opinion = add_opinion(sent_review())
    version = opinion.review.version

    def try_change(comment):
        review = Review.objects.get()
        return actions.change_answer(
            review,
            criterion=review.rubric_version.criteria.get(position=4),
            value="no",
            comment=comment,
            opinion=opinion,
            version=version,
            by=review.reviewer,
            now=LATER,
        )

    results = run_together(lambda: try_change("One."), lambda: try_change("Two."))
    (error,) = errors_of(results)
    assert isinstance(error, StaleAnswer)
    assert {error.differences[0].typed.comment, error.differences[0].saved.comment} == {
        "One.",
        "Two.",
    }
    assert AnswerRevision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_change_answer_while_it_is_acknowledged_keeps_both():
    opinion = add_opinion(sent_review())
    review = opinion.review
    results = run_together(
        lambda: change(review, opinion),
        lambda: actions.acknowledge_review(review, by=review.owner, now=NOW),
    )
    assert not errors_of(results)
    assert Review.objects.get().state == ReviewState.ACKNOWLEDGED
    assert AnswerRevision.objects.count() == 1


def page_of(client, review, user):
    client.force_login(user)
    return " ".join(client.get(reverse("review", args=[review.pk])).text.split())


def test_review_page_shows_before_and_after_to_every_reader(client, review, opinion):
    assert "Change this answer" in page_of(client, review, review.reviewer)
    change(review, opinion)
    for user in (review.owner, review.reviewer, opinion.manager):
        page = page_of(client, review, user)
        assert "was Yes and is now No." in page
        assert "<s>Was Yes</s>" in page
    assert "Change this answer" not in page_of(client, review, review.owner)


def test_review_page_folds_the_older_versions(client, review, opinion):
    for number, value in enumerate(("no", "yes", "no", "yes"), start=1):
        change(
            review, opinion, value=value, comment=f"{number}.", at=LATER + timedelta(hours=number)
        )
    page = page_of(client, review, review.owner)
    assert "3 earlier versions" in page
    assert page.count("<s>Was") == 4


def test_review_page_offers_to_acknowledge_a_change_again(client, review, opinion):
    actions.acknowledge_review(review, by=review.owner, now=NOW)
    change(review, opinion)
    assert "You acknowledged the first version" in page_of(client, review, review.owner)
    client.post(reverse("review_acknowledge_again", args=[review.pk]))
    assert "Acknowledge again" not in page_of(client, review, review.owner)


def test_answer_page_keeps_what_was_typed_until_it_fits(client, review, opinion):
    client.force_login(review.reviewer)
    criterion = review.rubric_version.criteria.get(position=4)
    url = reverse("answer_change", args=[review.pk, criterion.pk])
    posted = {"version": review.version, "value": "no", "comment": ""}
    assert client.post(url, posted).status_code == 422
    change(review, opinion, comment="Saved elsewhere.")
    page = client.post(url, posted | {"comment": "Typed here."})
    assert page.status_code == 409
    assert "Typed here." in page.text
    assert "Saved elsewhere." in page.text
    again = posted | {"comment": "Typed here.", "version": review.version + 1}
    assert client.post(url, again)["Location"].endswith("#said-4")
    assert AnswerRevision.objects.count() == 2


def test_export_has_the_earlier_versions(client, review, opinion):
    change(review, opinion)
    client.force_login(review.reviewer)
    url = reverse("review_export", args=[review.pk])
    everything = client.post(reverse("reviews_export"), {"form": "json"})
    exported = json.loads(everything.getvalue())
    answer = exported["reviews"][0]["answers"][3]
    assert (answer["answer"], answer["earlier"][0]["answer"]) == ("no", "yes")
    assert "Was Yes from " in client.post(url).getvalue().decode()
