"""Creates threads under acknowledged reviews (a question about a no, an answer) and takeaways."""

from datetime import timedelta

from core.demo.rng import Deck, stream
from core.demo.texts import load_texts
from reviews.models import Answer, Comment, Review
from reviews.states import AnswerValue

TEXTS = load_texts(__file__, "comments")
TALKS = 0.6
TAKES = 0.4


def make_comments(written, seed, history):
    """Save threads and takeaways for `written`, pairs of (outcome, review)."""
    chance = stream(seed, "talk")
    takeaways = Deck(TEXTS["takeaways"], chance)
    decks = {int(at): Deck(exchanges, chance) for at, exchanges in TEXTS["exchanges"].items()}
    decks[None] = Deck(TEXTS["any_no"], chance)
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
    """The first no of each review, by review id."""
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
    first.resolved_at = review.acknowledged_at
    first.resolved_by = review.owner
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
