"""Makes the threads under what was acknowledged: a question about a no, its answer, settled; and some takeaways."""

from datetime import timedelta

from casereview.demo.texts.talk import ANY_NO, EXCHANGES, TAKEAWAYS
from core.demo.rng import Deck, stream
from reviews.models import Answer, Comment, Review
from reviews.states import AnswerValue

TALKS, TAKES = 0.6, 0.4


def make_talk(written, seed, history):
    """Threads and takeaways for `written`, pairs of (outcome, review)."""
    chance = stream(seed, "talk")
    takeaways, decks = (
        Deck(TAKEAWAYS, chance),
        {position: Deck(some, chance) for position, some in EXCHANGES.items()},
    )
    decks[None] = Deck(ANY_NO, chance)
    read = [review for _, review in written if review.acknowledged_at]
    nos = first_nos(read)
    firsts = [thread for review in read if (thread := question(review, nos, decks, chance))]
    Comment.objects.bulk_create(first for first, _ in firsts)
    Comment.objects.bulk_create(answer(first, text) for first, text in firsts)
    for first, _ in firsts:
        history.add(
            "comment written", first.review, by=first.author, at=first.written_at, comment=first.pk
        )
        history.add(
            "thread resolved",
            first.review,
            by=first.resolved_by,
            at=first.resolved_at,
            comment=first.pk,
        )
    take(read, takeaways, chance)


def first_nos(reviews):
    """{review id: its first answer that is a no}."""
    nos = Answer.objects.filter(review__in=reviews, value=AnswerValue.NO).select_related(
        "criterion"
    )
    return {answer.review_id: answer for answer in nos.order_by("-criterion__position")}


def question(review, nos, decks, chance):
    no = nos.get(review.pk)
    if no is None or chance.random() > TALKS:
        return None
    asked, answered = decks.get(no.criterion.position, decks[None]).deal()
    at = review.acknowledged_at - timedelta(minutes=chance.randrange(30, 90))
    at = max(at, review.submitted_at + timedelta(minutes=2))
    first = Comment(
        review=review, criterion=no.criterion, author=review.owner, body=asked, written_at=at
    )
    first.resolved_at, first.resolved_by = review.acknowledged_at, review.owner
    return first, answered


def answer(first, text):
    at = first.written_at + (first.resolved_at - first.written_at) / 2
    return Comment(
        review=first.review,
        criterion=first.criterion,
        thread=first,
        author=first.review.reviewer,
        body=text,
        written_at=at,
    )


def take(reviews, takeaways, chance):
    taken = [review for review in reviews if chance.random() < TAKES]
    for review in taken:
        review.takeaway = takeaways.deal()
    Review.objects.bulk_update(taken, ["takeaway"])
