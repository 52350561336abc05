from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.crypto import get_random_string

from comments.forms import MAX_LENGTH
from core.text import count_of, join_words
from reviews.kinds import kind_of
from reviews.rubric_input import AnswerInput, RubricInput
from reviews.states import AnswerValue


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with the bound fields of its answer and its comment."""

    criterion: Any
    answer: forms.BoundField
    comment: forms.BoundField


class RubricForm(forms.Form):
    """One answer and one comment for each criterion.

    A draft may leave any of them open; with `sending`, none may be.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    messages = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    save_number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False, initial=0
    )
    closing_note = forms.CharField(
        label="Closing note",
        help_text=("What you would say first in person. It opens the review, like a letter."),
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    technical_notes = forms.CharField(
        label="Technical notes",
        help_text=("Facts about the product or the diagnosis. Only the two of you will see them."),
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, criteria, review, sending=False):
        self.criteria = criteria
        self.review = review
        self.kind = kind_of(review)
        self.sending = sending
        self.answers = ()
        super().__init__(data, initial=initial_values(review))
        for criterion in criteria:
            answer, comment = field_names(criterion)
            self.fields[answer] = answer_field(criterion)
            self.fields[comment] = comment_field(criterion)
        for name in ("technical_notes", "closing_note"):  # last on the page and in the errors
            self.fields[name] = self.fields.pop(name)

    def clean(self):
        cleaned = super().clean()
        self.answers = tuple(self._answer(criterion) for criterion in self.criteria)
        if self.sending:
            for criterion, answer in zip(self.criteria, self.answers, strict=True):
                self._require_complete(criterion, answer)
        return cleaned

    def _answer(self, criterion):
        value, comment = (self.cleaned_data.get(name, "") for name in field_names(criterion))
        return AnswerInput(criterion.pk, value, comment)

    def _require_complete(self, criterion, answer):
        problem = self.kind.find_answer_problem(self.review, criterion, answer)
        names = field_names(criterion)
        if problem and not set(names) & set(self.errors):
            needs_comment = answer.is_chosen(criterion.allows_na)
            self.add_error(names[1] if needs_comment else names[0], problem)

    def rubric_input(self):
        return RubricInput(
            version=self.cleaned_data["version"],
            answers=self.answers,
            closing_note=self.cleaned_data["closing_note"],
            technical_notes=self.cleaned_data["technical_notes"],
            page=self.cleaned_data["page"],
            save_number=self.cleaned_data["save_number"] or 0,
        )

    def show_version(self, version):
        """Bind the form to a newer version, because its contents have been saved."""
        self.data = self.data.copy()
        self.data["version"] = version

    def count_answered(self):
        """How many criteria have an answer in the posted form."""
        return sum(bool(self.data.get(field_names(criterion)[0])) for criterion in self.criteria)

    @property
    def rows(self):
        for criterion in self.criteria:
            answer, comment = field_names(criterion)
            yield CriterionRow(criterion, self[answer], self[comment])

    def checklist(self):
        """Each criterion with the answer chosen for it so far, and whether it has an error."""
        for row in self.rows:
            has_problem = bool(row.answer.errors or row.comment.errors)
            yield row.criterion, row.answer.value() or "", has_problem

    def first_open(self):
        """The first criterion without an answer, or the first of all."""
        is_open = (criterion for criterion, value, _ in self.checklist() if not value)
        return next(is_open, self.criteria[0] if self.criteria else None)

    @property
    def error_title(self):
        """What is missing before the review can be sent, as the title of the error summary."""
        missing = [n for n, problem in self._problems() if problem == "answer"]
        uncommented = [n for n, problem in self._problems() if problem == "comment"]
        sentences = []
        if missing:
            are = "is" if len(missing) == 1 else "are"
            count = count_of(len(missing), "criterion", "criteria")
            sentences.append(f"{count} {are} still open: {join_words(missing)}")
        if uncommented:
            are = "is" if len(uncommented) == 1 else "are"
            count = count_of(len(uncommented), "comment")
            sentences.append(f"{count} {are} missing: {join_words(uncommented)}")
        return ". ".join(sentences)

    def _problems(self):
        """(position, "answer" or "comment") of each criterion that is not complete."""
        if not self.sending:
            return
        for row in self.rows:
            if row.answer.errors:
                yield str(row.criterion.position), "answer"
            elif row.comment.errors and not (row.comment.value() or "").strip():
                yield str(row.criterion.position), "comment"


def initial_values(review):
    return {
        "version": review.version,
        "closing_note": review.closing_note,
        "technical_notes": review.technical_notes,
        "page": get_random_string(16),
    }


def field_names(criterion):
    """The names of the fields for the answer and for the comment."""
    return f"answer_{criterion.pk}", f"comment_{criterion.pk}"


def answer_field(criterion):
    choices = [
        (value, label)
        for value, label in AnswerValue.choices
        if value != AnswerValue.NA or criterion.allows_na
    ]
    return forms.ChoiceField(
        label=criterion.heading,
        choices=choices,
        required=False,
        initial=criterion.answer.value,
        widget=forms.RadioSelect,
    )


def comment_field(criterion):
    return forms.CharField(
        label=criterion.heading,
        required=False,
        max_length=MAX_LENGTH,
        initial=criterion.answer.comment,
        widget=forms.Textarea(attrs={"rows": 1}),
    )


class QuoteForm(forms.Form):
    """What to quote: `quote` is the id of a message, or 0 for the case's description."""

    quote = forms.IntegerField(min_value=0, max_value=2**63 - 1)
    quote_in = forms.IntegerField(required=False)
    words = forms.CharField(required=False, strip=False, max_length=MAX_LENGTH)
    position = forms.IntegerField(required=False, min_value=1, max_value=1000)
