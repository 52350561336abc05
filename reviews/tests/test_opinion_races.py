"""Two people act on one question at once: one outcome, an error for the other."""

import pytest

from core.errors import CaseReviewError
from core.tests.concurrency import run_together
from reviews import actions
from reviews.models import Review, SecondOpinion
from reviews.states import OpinionState
from reviews.tests.factories import NOW, ReviewFactory, fill_rubric, sent_review
from reviews.tests.test_opinions import answer, ask, make_manager

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """What each of the two ended as."""
    results = run_together(*calls)
    names = [type(one).__name__ if isinstance(one, CaseReviewError) else "done" for one in results]
    return sorted(names)


def test_take_back_and_answer_at_once_have_one_outcome():
    opinion = ask(sent_review())
    mine = SecondOpinion.objects.get(pk=opinion.pk)
    results = at_once(
        lambda: answer(opinion),
        lambda: actions.take_back_opinion(mine, by=mine.asker, now=NOW),
    )
    assert results == ["StaleState", "done"]
    opinion.refresh_from_db()
    assert opinion.state in (OpinionState.ANSWERED, OpinionState.TAKEN_BACK)


def test_two_questions_at_once_become_one():
    review = sent_review()
    managers = make_manager(), make_manager("Grace")
    results = at_once(*[lambda one=one: ask(review, manager=one) for one in managers])
    assert results == ["StaleState", "done"]
    assert SecondOpinion.objects.count() == 1


def test_answer_while_the_reviewer_sends_is_private_or_asked_again():
    opinion = ask(ReviewFactory())
    review = Review.objects.get(pk=opinion.review_id)
    rubric_input = fill_rubric(review)
    results = at_once(
        lambda: answer(opinion, is_private=None),
        lambda: actions.submit_review(
            review, rubric_input=rubric_input, by=review.reviewer, now=NOW
        ),
    )
    assert results in (["done", "done"], ["Refused", "done"])
    opinion.refresh_from_db()
    assert (opinion.state == "answered") == (results == ["done", "done"])
    assert opinion.is_private is (True if opinion.state == "answered" else None)
