"""Queries for filling in and sending a rubric."""

from functools import cache

from django.contrib.auth import get_user_model
from django.urls import reverse

from core.drafts import find_differences
from core.markdown import to_text
from core.text import join_words, one_line
from reviews.kinds import kind_of
from reviews.models import Answer, Quotation, Reader, Review
from reviews.queries.conversations import form_conversation
from reviews.queries.opinions import (
    build_asking,
    has_opinions,
    list_asked_managers,
    list_opinions,
)
from reviews.rubric_input import AnswerInput, RubricInput
from reviews.rules import is_peer_like
from reviews.states import SENT, AnswerValue

LIKES_LENGTH = 130
READ_OF_FORM = (
    *("kind", "state", "version", "saved_at", "due_at", "zone"),
    *("closing_note", "technical_notes", "reviewer", "consent__state"),
    *("owner__name", "owner__feedback_readme"),
    *("case__number", "case__subject", "case__status", "case__description", "case__opened_at"),
    *("case__owner", "case__owner_external_id", "case__contact_name", "case__customer__name"),
    *("case__contact__name", "case__deleted_at", "case__purged_at"),
    *("pairing__draw__cycle__monday", "pairing__draw__cycle__visibility"),
    *("pairing__draw__cycle__pool__slug", "rubric_version__number", "rubric_version__rubric__name"),
)


def for_form():
    """Reviews with what the form shows, including consent to technical notes, and saving needs."""
    return _of_form().all()


def for_editing():
    """Reviews with what autosaving, sending and discarding need."""
    reviews = Review.objects.select_related(
        *("case__customer", "owner__preference", "consent"),
        *("pairing__draw__cycle__pool", "rubric_version__rubric"),
    )
    return reviews.defer("pairing__draw__inputs")


@cache
def _of_form():
    reviews = Review.objects.select_related(
        *("case__customer", "case__contact", "owner", "consent"),
        *("pairing__draw__cycle__pool", "rubric_version__rubric"),
    )
    return reviews.only(*READ_OF_FORM).annotate(has_opinions=has_opinions())


def criteria_with_answers(review):
    """The criteria of the rubric in order, each with its `answer` and its `quotations`.

    The answer is empty if none is saved. Its `heading` is the title as the kind words it.
    """
    answers = review.answers.order_by()  # a few rows are sorted for less here
    if review.state in SENT:
        answers = answers.select_related("criterion")
        answers = sorted(answers, key=lambda answer: answer.criterion.position)
    rows = Quotation.objects.filter(answer__review=review).order_by()
    quotations = {}
    for quotation in sorted(rows, key=lambda row: (row.position, row.pk)):
        quotations.setdefault(quotation.answer_id, []).append(quotation)
    return criteria_of(review, answers, quotations)


def criteria_of(review, answers=(), quotations=None):
    """The same with the `answers` given; without any, for a form that brings its own.

    `quotations` are lists by the id of their answer, unless the answers have them prefetched.
    """
    kind = kind_of(review)
    answers = {answer.criterion_id: answer for answer in answers}
    if review.state in SENT:  # answered in full
        criteria = [answer.criterion for answer in answers.values()]
    else:
        criteria = review.rubric_version.criteria.order_by()
        criteria = sorted(criteria, key=lambda criterion: criterion.position)
    for criterion in criteria:
        answer = answers.get(criterion.pk)
        criterion.answer = answer or Answer(review=review, criterion=criterion)
        criterion.quotations = list_quotations(answer, quotations)
        criterion.heading = kind.criterion_title(criterion)
    return criteria


def list_quotations(answer, quotations):
    if answer is None:
        return []
    if quotations is None:
        return list(answer.quotations.all())
    return quotations.get(answer.pk, [])


def build_saved_input(review):
    """The draft as it was saved last, as a `RubricInput`."""
    answers = [
        AnswerInput(answer.criterion_id, answer.value, answer.comment)
        for answer in review.answers.all()
    ]
    return RubricInput(
        version=review.version,
        answers=tuple(answers),
        closing_note=review.closing_note,
        technical_notes=review.technical_notes,
    )


def find_missing(review):
    """What a saved draft still lacks before it can be sent, in the order of its criteria.

    Pairs of a criterion and "answer" or "comment"; empty if nothing is missing.
    """
    kind = kind_of(review)
    answers = {answer.criterion_id: answer for answer in build_saved_input(review).answers}
    missing = []
    for criterion in review.rubric_version.criteria.all():
        answer = answers.get(criterion.pk, AnswerInput(criterion.pk))
        if kind.find_answer_problem(review, criterion, answer):
            is_chosen = answer.is_chosen(criterion.allows_na)
            missing.append((criterion, "comment" if is_chosen else "answer"))
    return missing


def compare_with_saved(review, rubric_input):
    """The draft as saved now, and where it differs from what was just posted."""
    saved = Review.objects.get(pk=review.pk)
    typed = {answer.criterion_id: answer for answer in rubric_input.answers}
    rows = []
    for criterion in criteria_with_answers(saved):
        answer = typed.get(criterion.pk, AnswerInput(criterion.pk))
        stored = AnswerInput(criterion.pk, criterion.answer.value, criterion.answer.comment)
        rows.append((criterion.heading, answer, stored))
    notes = [
        ("Closing note", rubric_input.closing_note, saved.closing_note),
        ("Technical notes", rubric_input.technical_notes, saved.technical_notes),
    ]
    for title, text, saved_text in notes:
        rows.append((title, AnswerInput(0, "", text), AnswerInput(0, "", saved_text)))
    return saved, find_differences(rows)


def list_future_readers(review, *, now):
    """(person, reason) of everyone besides the reviewer who could read it if it were sent now."""
    readers = kind_of(review).readers(review, now=now)
    people = [review.owner] if review.owner_id != review.reviewer_id else []
    others = readers.keys() - {review.reviewer_id, review.owner_id}
    if others:
        people.extend(get_user_model().objects.filter(pk__in=others).only("name").order_by())
    people = [person for person in people if person.pk in readers]
    return [
        (person, Reader(review=review, user=person, why=readers[person.pk]).reason)
        for person in sorted(people, key=lambda person: (person.name, person.pk))
    ]


def draft_page(review, criteria, user, *, now):
    """What the page of a draft shows in addition to its form."""
    kind = kind_of(review)
    readers = list_future_readers(review, now=now)
    conversation = form_conversation(review, criteria)
    opinions = []
    if getattr(review, "has_opinions", True):  # a refused form does not know
        opinions = list_opinions(review, user)
    asked = [opinion.manager for opinion in list_asked_managers(opinions, user)]
    return {
        "review": review,
        "kind": kind,
        "crumbs": kind.crumbs(review, user),
        "send_label": kind.send_label(review),
        "finish_label": kind.finish_label(review),
        "criteria": criteria,
        "conversation": conversation,
        "message_count": conversation["count"],
        "has_internal": conversation.get("has_internal"),
        "quote_url": reverse("quotation_add", args=[review.pk]),
        "readers": readers,
        "asking": build_asking(review, opinions, user, now=now),
        "who_reads_draft": describe_draft_readers(asked),
        "can_read": name_readers([person for person, _ in readers]),
        "likes_start": one_line(to_text(review.owner.feedback_readme), LIKES_LENGTH),
        "has_technical_notes": is_peer_like(review),
        "is_late": now > review.due_at,
    }


def describe_draft_readers(managers):
    """Who can read the draft, as a sentence: its reviewer, and `managers` who were asked."""
    if not managers:
        return "Only you can read your draft."
    return f"Only you and {name_readers(managers)} can read your draft."


def name_readers(people):
    """ "Ana and Nadia", or "Ana and 11 others" if the whole pool can read it."""
    names = [person.first_name for person in people]
    if len(names) > 3:
        names = [names[0], f"{len(names) - 1} others"]
    return join_words(names)


def count_answered(criteria):
    """How many criteria are answered, for the progress of a draft."""
    return sum(criterion.answer.value in AnswerValue.values for criterion in criteria)
