"""Queries for filling in and sending a rubric."""

from django.contrib.auth import get_user_model

from core.drafts import find_differences
from reviews.kinds import kind_of
from reviews.models import Answer, Review
from reviews.rubric_input import AnswerInput
from reviews.states import AnswerValue, ReaderWhy


def for_form():
    """Reviews with what the form and saving it read, the consent to technical notes included."""
    reviews = Review.objects.select_related(
        "case__customer", "owner", "consent", "pairing__draw__cycle", "rubric_version__rubric"
    )
    return reviews.defer("pairing__draw__inputs")


def for_editing():
    """The same with what sending and discarding them read besides."""
    return for_form().select_related("owner__preference", "pairing__draw__cycle__pool")


def criteria_with_answers(review):
    """The criteria of the rubric in order, each with its `answer` (empty if none is saved)."""
    return criteria_of(review, review.answers.all())


def criteria_of(review, answers=()):
    """The same with the `answers` given; without any, for a form that brings its own."""
    answers = {answer.criterion_id: answer for answer in answers}
    criteria = list(review.rubric_version.criteria.all())
    for criterion in criteria:
        criterion.answer = answers.get(criterion.pk) or Answer(review=review, criterion=criterion)
    return criteria


def compare_with_saved(review, rubric_input):
    """The draft as it is saved now, and where it differs from what was just sent in."""
    saved = Review.objects.get(pk=review.pk)
    typed = {answer.criterion_id: answer for answer in rubric_input.answers}
    rows = []
    for criterion in criteria_with_answers(saved):
        answer = typed.get(criterion.pk, AnswerInput(criterion.pk))
        stored = AnswerInput(criterion.pk, criterion.answer.value, criterion.answer.comment)
        rows.append((criterion.title, answer, stored))
    notes = [
        ("Closing note", rubric_input.closing_note, saved.closing_note),
        ("Technical notes", rubric_input.technical_notes, saved.technical_notes),
    ]
    for title, text, saved_text in notes:
        rows.append((title, AnswerInput(0, "", text), AnswerInput(0, "", saved_text)))
    return saved, find_differences(rows)


def list_future_readers(review, *, now):
    """(person, reason) of everybody but the reviewer who could read it if it were sent now."""
    readers = kind_of(review).readers(review, now=now)
    people = get_user_model().objects.filter(pk__in=readers).exclude(pk=review.reviewer_id)
    return [(person, ReaderWhy(readers[person.pk]).label) for person in people]


def count_answered(criteria):
    """How many criteria are answered, for the progress of a draft."""
    return sum(criterion.answer.value in AnswerValue.values for criterion in criteria)
