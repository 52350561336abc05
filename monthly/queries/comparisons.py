"""The answers of the two to the same criteria, beside each other."""

from dataclasses import dataclass
from typing import Any

from monthly.discussion_input import NOTES, VALUE_PREFIX, Difference, note_name, value_name
from monthly.models import Agreement, Selection
from reviews.models import Answer
from rubrics.models import Criterion

READ_OF_ANSWER = (
    *("review", "value", "comment"),
    *("criterion__position", "criterion__title", "criterion__self_title", "criterion__allows_na"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One criterion of one case. An answer that may not be read yet is None."""

    selection: Selection
    criterion: Criterion
    own: Any
    managers: Any

    @property
    def is_alike(self):
        return bool(self.own and self.managers) and self.own.value == self.managers.value

    @property
    def is_different(self):
        return bool(self.own and self.managers) and self.own.value != self.managers.value

    @property
    def difference(self):
        """As the form and the actions name it."""
        return Difference(self.selection.pk, self.criterion.pk, self.criterion.title)


def compare_answers(selections, *, with_own=True, with_managers=True):
    """The comparisons of each selection by its id, in the order of the rubric, in one query.

    The caller decides by state and reader which answers may be read.
    """
    reviews = []
    for selection in selections:
        if with_own and selection.self_review_id:
            reviews.append(selection.self_review_id)
        if with_managers and selection.manager_review_id:
            reviews.append(selection.manager_review_id)
    answers = Answer.objects.filter(review__in=reviews).select_related("criterion")
    found = {}
    criteria = {}
    for answer in answers.only(*READ_OF_ANSWER).order_by("criterion__position"):
        found[answer.review_id, answer.criterion_id] = answer
        criteria[answer.criterion_id] = answer.criterion
    compared = {}
    for selection in selections:
        rows = []
        for criterion in criteria.values():
            own = found.get((selection.self_review_id, criterion.pk))
            managers = found.get((selection.manager_review_id, criterion.pk))
            if own or managers:
                rows.append(Comparison(selection, criterion, own, managers))
        compared[selection.pk] = rows
    return compared


def find_differences(monthly_review):
    """A `Difference` for each criterion that the two answered differently. Both have sent."""
    selections = Selection.objects.current().filter(monthly_review=monthly_review)
    differences = []
    for rows in compare_answers(list(selections)).values():
        differences += [row.difference for row in rows if row.is_different]
    return differences


def read_saved_texts(monthly_review, differences, agreements=None):
    """What is saved of the notes and the agreed answers, by the name of the field."""
    if agreements is None:
        agreements = Agreement.objects.filter(selection__monthly_review=monthly_review)
    agreed = {(row.selection_id, row.criterion_id): row for row in agreements}
    texts = {NOTES: monthly_review.notes}
    for difference in differences:
        agreement = agreed.get((difference.selection_id, difference.criterion_id))
        texts[value_name(difference)] = agreement.value if agreement else ""
        texts[note_name(difference)] = agreement.note if agreement else ""
    return texts


def count_open(texts):
    """How many differences have no agreed answer, so that both answers stay."""
    return sum(not text for name, text in texts.items() if name.startswith(VALUE_PREFIX))
