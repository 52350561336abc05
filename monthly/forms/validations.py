from dataclasses import dataclass
from typing import Any

from django import forms

from reviews.forms import RubricForm
from reviews.states import AnswerValue


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; `agrees` if it is the engineer's own."""

    value: str
    label: str
    agrees: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ValidationRow:
    """A criterion with the engineer's answer: to agree with it comes first, then the others."""

    criterion: Any
    answer: forms.BoundField
    comment: forms.BoundField
    choices: tuple[Choice, ...]


class ValidationForm(RubricForm):
    """The manager's answers about one case. Its criteria have the engineer's answer as `own`.

    Without them, in blind mode, it is the form of any review.
    """

    @property
    def validation_rows(self):
        for row in self.rows:
            choices = list_choices(row.criterion, row.answer.value())
            yield ValidationRow(row.criterion, row.answer, row.comment, choices)

    @property
    def open_count(self):
        """How many criteria have no answer yet."""
        return len(self.criteria) - self.count_chosen()

    def count_chosen(self):
        """How many criteria have an answer, posted or saved."""
        return sum(bool(value) for _, value, _ in self.checklist())


def list_choices(criterion, chosen):
    own = criterion.own.value
    choices = [Choice(own, "Agree", True, chosen == own)]
    for value, label in AnswerValue.choices:
        is_offered = value != AnswerValue.NA or criterion.allows_na
        if is_offered and value != own:
            choices.append(Choice(value, label, False, chosen == value))
    return tuple(choices)
