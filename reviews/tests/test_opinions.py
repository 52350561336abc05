"""Second opinions: who can ask, what a manager can read and do, and who learns of it."""

from datetime import timedelta

import pytest

from core.errors import NotAllowed, Refused, StaleState
from notifications.models import Notice
from people.states import Role
from people.tests.factories import MembershipFactory, UserFactory
from reviews import actions, queries, sweeps
from reviews.actions.opinions import close_opinions
from reviews.models import Comment, OpinionProposal, Review, SecondOpinion
from reviews.opinion_input import OpinionInput, ProposalInput
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric, sent_review

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TABLES = (Review, SecondOpinion, OpinionProposal, Comment, Notice)


def make_manager(name="Nadia Rossi"):
    return MembershipFactory(user__name=name, role=Role.MANAGER).user


def ask(review, *, by=None, manager=None, question="Is this No fair?"):
    return actions.ask_for_opinion(
        review,
        manager=manager or make_manager(),
        question=question,
        answer_by=(NOW + 2 * DAY).date(),
        by=by or review.reviewer,
        now=NOW,
    )


def written(opinion, text="Keep it.", is_private=True, value="no"):
    criterion = opinion.review.rubric_version.criteria.first()
    proposal = ProposalInput(criterion.pk, "keep", value, "They kept the date.")
    version = SecondOpinion.objects.get(pk=opinion.pk).version
    return OpinionInput(version, text, is_private, (proposal,))


def answer(opinion, **kwargs):
    opinion_input = written(opinion, **kwargs)
    return actions.answer_opinion(opinion, opinion_input=opinion_input, by=opinion.manager, now=NOW)


def kinds_to(person):
    notices = Notice.objects.filter(recipient=person, channel="inbox", dropped_at=None)
    return set(notices.values_list("kind", flat=True))


def test_question_about_a_draft_lets_its_manager_alone_read_it():
    review = ReviewFactory()
    opinion = ask(review)
    assert Review.objects.visible_to(opinion.manager).get() == review
    assert not Review.objects.editable_by(opinion.manager).exists()
    assert not Review.objects.shared_with(opinion.manager).exists()
    assert not Review.objects.visible_to(review.owner).exists()
    assert not SecondOpinion.objects.visible_to(review.owner).exists()
    assert "opinion_asked" in kinds_to(opinion.manager)


@pytest.mark.parametrize("asker", ["owner", "stranger"])
def test_draft_is_not_for_others_to_ask_about(asker):
    review = ReviewFactory()
    by = review.owner if asker == "owner" else UserFactory()
    with pytest.raises(NotAllowed):
        ask(review, by=by)


def test_neither_a_party_nor_an_engineer_gives_the_opinion():
    review = ReviewFactory()
    MembershipFactory(user=review.owner, role=Role.MANAGER, is_primary=False)
    for manager in (review.owner, UserFactory()):
        with pytest.raises(Refused):
            ask(review, manager=manager)


def test_second_question_of_one_asker_is_refused_while_the_first_is_open():
    review = sent_review()
    opinion = ask(review)
    ask(review, by=review.owner)
    with pytest.raises(StaleState, match="already"):
        ask(review, manager=make_manager("Grace"))
    actions.take_back_opinion(opinion, by=review.reviewer, now=NOW)
    ask(review, manager=make_manager("Grace"))


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (lambda one: actions.take_back_opinion(one, by=one.asker, now=NOW), "taken_back"),
        (lambda one: actions.decline_opinion(one, by=one.manager, now=NOW), "declined"),
        (lambda one: forward(one), "forwarded"),
        (lambda one: actions.discard_review(one.review, by=one.asker, now=NOW), "closed"),
        (lambda one: actions.close_opinions_of(one.manager, by=one.asker, now=NOW), "closed"),
    ],
)
def test_access_ends_with_the_question(end, state):
    opinion = ask(ReviewFactory())
    end(opinion)
    opinion.refresh_from_db()
    assert opinion.state == state
    assert not Review.objects.visible_to(opinion.manager).exists()
    with pytest.raises(StaleState):
        answer(opinion)


def forward(opinion):
    grace = make_manager("Grace")
    return actions.forward_opinion(opinion, manager=grace, by=opinion.manager, now=NOW)


def test_forwarded_question_is_the_other_managers_with_the_same_asker():
    opinion = ask(ReviewFactory(), question="Too strict?")
    forwarded = forward(opinion)
    assert (forwarded.question, forwarded.asker) == ("Too strict?", opinion.asker)
    assert {"opinion_asked"} <= kinds_to(forwarded.manager)
    assert {"opinion_forwarded"} <= kinds_to(opinion.asker)
    assert Review.objects.visible_to(forwarded.manager).exists()


def test_private_answer_is_for_asker_and_manager_alone():
    review = sent_review()
    opinion = answer(ask(review), text="planted-private")
    (shown,) = queries.list_opinions(review, review.owner)
    assert (shown.answer, shown.proposed, shown.question) == ("", [], "")
    (shown,) = queries.list_opinions(review, review.reviewer)
    assert shown.answer == "planted-private"
    assert [row.summary for row in shown.proposed] == ["keep No"]
    assert not Comment.objects.exists()
    assert "opinion_answered" in kinds_to(opinion.asker)
    assert "comment_written" not in kinds_to(review.owner)


def test_answer_in_the_thread_is_a_comment_and_one_notice_each():
    review = sent_review()
    opinion = answer(ask(review), is_private=False)
    comment = Comment.objects.get()
    assert (comment.opinion, comment.author) == (opinion, opinion.manager)
    assert comment.criterion == review.rubric_version.criteria.first()
    assert opinion.answer == ""
    assert "comment_written" in kinds_to(review.owner)
    assert "comment_written" not in kinds_to(review.reviewer)


def test_export_has_the_private_answer_for_the_asker_alone():
    review = sent_review()
    actions.open_review(review, by=review.owner, now=NOW)
    answer(ask(review), text="planted-private")
    answer(ask(review, by=review.owner), text="Keep it, all.", is_private=False)
    given, received = [
        next(queries.build_reviews(Review.objects.all(), person))
        for person in (review.reviewer, review.owner)
    ]
    assert [opinion.answer for opinion in given.opinions] == ["planted-private"]
    assert "planted-private" not in repr(received)
    assert received.threads[0].comments[0].proposals


def test_draft_answer_is_seen_by_nobody_but_the_manager():
    opinion = ask(ReviewFactory())
    actions.save_opinion_draft(
        opinion, opinion_input=written(opinion, "planted-draft"), by=opinion.manager, now=NOW
    )
    (shown,) = queries.list_opinions(opinion.review, opinion.asker)
    assert (shown.answer, shown.proposed) == ("", [])
    with pytest.raises(NotAllowed):
        actions.save_opinion_draft(
            opinion, opinion_input=written(opinion), by=opinion.asker, now=NOW
        )


def test_answer_needs_a_reader_once_the_review_is_sent():
    opinion = ask(ReviewFactory())
    review = Review.objects.get(pk=opinion.review_id)
    actions.submit_review(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)
    with pytest.raises(Refused, match="sent"):
        answer(opinion, is_private=None)
    actions.recall_review(review, by=review.reviewer, now=NOW)
    with pytest.raises(Refused, match="draft again"):
        answer(opinion, is_private=False)


def test_opening_by_a_question_does_not_stop_a_recall_or_end_with_it():
    review = sent_review()
    opinion = ask(review)
    actions.open_opinion(opinion, by=opinion.manager, now=NOW)
    actions.open_review(review, by=opinion.manager, now=NOW)
    actions.recall_review(review, by=review.reviewer, now=NOW)
    assert Review.objects.visible_to(opinion.manager).get().state == "draft"


def test_manager_who_was_asked_is_no_second_reader_after_sending():
    opinion = ask(ReviewFactory())
    review = Review.objects.get(pk=opinion.review_id)
    actions.submit_review(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)
    assert not review.readers.filter(user=opinion.manager).exists()
    actions.add_comment(review, body="Nice.", by=opinion.manager, now=NOW)
    (asked,) = queries.list_asked_managers(
        queries.list_opinions(review, review.owner), review.owner
    )
    assert asked.reason == "Second opinion"


def test_reminder_goes_to_the_manager_once_in_working_hours():
    opinion = ask(ReviewFactory())
    late = NOW + 5 * DAY  # a Monday
    for now in (NOW + DAY, NOW + 3 * DAY, late, late + DAY):
        sweeps.remind_due(now=now)
    waits = Notice.objects.filter(kind="opinion_waits", channel="inbox")
    assert [(row.recipient, row.created_at) for row in waits] == [(opinion.manager, late)]


def test_unsent_answer_is_kept_for_a_day():
    opinion = ask(ReviewFactory())
    actions.save_opinion_draft(opinion, opinion_input=written(opinion), by=opinion.manager, now=NOW)
    actions.take_back_opinion(opinion, by=opinion.asker, now=NOW)
    assert sweeps.purge_unsent_opinions(now=NOW + DAY / 2) == 0
    assert sweeps.purge_unsent_opinions(now=NOW + DAY) == 1
    opinion.refresh_from_db()
    assert (opinion.answer, opinion.proposals.count()) == ("", 0)


def ask_of(opinion):
    ask(opinion.review, by=opinion.review.owner, manager=opinion.manager)


def answer_in_thread(opinion):
    opinion_input = written(opinion, is_private=False)
    actions.answer_opinion(opinion, opinion_input=opinion_input, by=opinion.manager, now=NOW)


@pytest.mark.parametrize(
    "act",
    [
        ask_of,
        answer_in_thread,
        forward,
        lambda one: actions.open_opinion(one, by=one.manager, now=NOW),
        lambda one: actions.decline_opinion(one, by=one.manager, now=NOW),
        lambda one: actions.take_back_opinion(one, by=one.asker, now=NOW),
        lambda one: close_opinions([one.review], by=one.asker, now=NOW),
        lambda one: actions.close_opinions_of(one.manager, by=one.asker, now=NOW),
        lambda one: actions.erase_unsent_answer(one, by=one.asker, now=NOW),
    ],
)
def test_nothing_changes_when_the_audit_refuses(audit_refuses, act):
    opinion = ask(sent_review())
    actions.open_review(opinion.review, by=opinion.review.owner, now=NOW)
    before = [list(model.objects.order_by("pk").values()) for model in TABLES]
    with audit_refuses():
        act(opinion)
    assert [list(model.objects.order_by("pk").values()) for model in TABLES] == before


def test_question_is_not_passed_on_in_a_circle():
    first = ask(ReviewFactory())
    grace = make_manager("Grace")
    second = actions.forward_opinion(first, manager=grace, by=first.manager, now=NOW)
    third = actions.forward_opinion(second, manager=make_manager("Omar"), by=grace, now=NOW)
    for earlier in (first.manager, grace):
        with pytest.raises(Refused, match="passed this question on already"):
            actions.forward_opinion(third, manager=earlier, by=third.manager, now=NOW)
    offered = queries.list_forwardable_managers(third, now=NOW)
    assert not {first.manager, grace} & set(offered)
