"""What filling and sending a rubric reads."""

from django.contrib.auth import get_user_model

from core.weeks import today_in
from pairing.models import PoolMembership
from pairing.states import Visibility
from people.queries import managers_of
from reviews.models import Answer, Review
from reviews.rubric_input import AnswerInput
from reviews.states import AnswerValue, ReaderWhy


def for_editing():
    """A review with what editing and sending it reads; the owner's word on technical notes with it."""
    return Review.objects.select_related(
        "case__customer",
        "owner__preference",
        "consent",
        "pairing__draw__cycle__pool",
        "rubric_version__rubric",
    )


def criteria_with_answers(review):
    """The criteria of the review's rubric in order, each with its `answer` (an empty one where none is kept)."""
    return criteria_of(review, review.answers.all())


def criteria_of(review, answers=()):
    """The same with the `answers` given; without any, for a form that brings its own."""
    answers = {answer.criterion_id: answer for answer in answers}
    criteria = list(review.rubric_version.criteria.all())
    for criterion in criteria:
        criterion.answer = answers.get(criterion.pk) or Answer(review=review, criterion=criterion)
    return criteria


def compare_with_saved(review, filled):
    """The draft as it is kept now, and row by row where it differs from what was just sent in."""
    kept = Review.objects.get(pk=review.pk)
    mine = {given.criterion_id: given for given in filled.given}
    rows = [
        {"title": criterion.title, "mine": given, "theirs": criterion.answer}
        for criterion in criteria_with_answers(kept)
        if (given := mine.get(criterion.pk, AnswerInput(criterion.pk)))
        and (given.value, given.comment) != (criterion.answer.value, criterion.answer.comment)
    ]
    notes = [
        ("Closing note", filled.closing_note, kept.closing_note),
        ("Technical notes", filled.technical_notes, kept.technical_notes),
    ]
    for title, mine, theirs in notes:
        if mine != theirs:
            rows.append(
                {
                    "title": title,
                    "mine": AnswerInput(0, "", mine),
                    "theirs": AnswerInput(0, "", theirs),
                }
            )
    return kept, rows


def find_readers(review, *, now):
    """Who may read a review that is sent at `now`, as {user id: why}, by the visibility of its cycle."""
    readers = {review.reviewer_id: ReaderWhy.REVIEWER, review.owner_id: ReaderWhy.OWNER}
    cycle = review.pairing.draw.cycle if review.pairing_id else None
    if cycle and cycle.visibility == Visibility.MANAGERS:
        day = today_in(cycle.pool.zone, now)
        readers |= dict.fromkeys(managers_of([*readers], day) - set(readers), ReaderWhy.MANAGER)
    if cycle and cycle.visibility == Visibility.TEAM:
        day = today_in(cycle.pool.zone, now)
        members = PoolMembership.objects.on(day).filter(pool=cycle.pool).exclude(user__in=readers)
        readers |= dict.fromkeys(members.values_list("user_id", flat=True), ReaderWhy.MEMBER)
    return readers


def list_future_readers(review, *, now):
    """The people who could read the review if it were sent now, the reviewer left out."""
    readers = find_readers(review, now=now)
    people = get_user_model().objects.filter(pk__in=readers).exclude(pk=review.reviewer_id)
    return [(person, ReaderWhy(readers[person.pk]).label) for person in people]


def count_answered(criteria):
    """How many criteria are answered, for the progress of a draft."""
    return sum(criterion.answer.value in AnswerValue.values for criterion in criteria)
