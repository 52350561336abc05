from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.crypto import get_random_string

from comments.forms import MAX_LENGTH, CommentForm
from reviews.layout import CriterionRow
from reviews.rubric_input import AnswerInput, RubricInput
from reviews.states import AnswerValue


class RubricForm(forms.Form):
    """One answer and one comment for each criterion.

    A draft may leave any of them open; with `sending`, none may be.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
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
        self.sending = sending
        self.answers = ()
        super().__init__(data, initial=initial_values(review))
        rows = []
        for criterion in criteria:
            answer, comment = field_names(criterion)
            self.fields[answer] = answer_field(criterion)
            self.fields[comment] = comment_field(criterion)
            rows.append(CriterionRow(criterion, answer, comment))
        for name in ("technical_notes", "closing_note"):  # they come last, also in the errors
            self.fields[name] = self.fields.pop(name)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.form_show_errors = False  # the page has its own summary, above the sheet
        self.helper.layout = Layout(*rows)

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
        problem = answer.problem(criterion.allows_na)
        names = field_names(criterion)
        if problem and not set(names) & set(self.errors):
            needs_comment = answer.value == AnswerValue.NO
            self.add_error(names[1] if needs_comment else names[0], problem)

    def rubric_input(self):
        return RubricInput(
            version=self.cleaned_data["version"],
            answers=self.answers,
            closing_note=self.cleaned_data["closing_note"],
            technical_notes=self.cleaned_data["technical_notes"],
            page=self.cleaned_data["page"],
        )

    def count_answered(self):
        """How many criteria have an answer in what was just typed."""
        return sum(bool(self.data.get(field_names(criterion)[0])) for criterion in self.criteria)

    def checklist(self):
        """Each criterion with the answer that is chosen for it now."""
        return [
            (criterion, self[field_names(criterion)[0]].value() or "")
            for criterion in self.criteria
        ]


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
        label=criterion.title,
        choices=choices,
        required=False,
        initial=criterion.answer.value,
        widget=forms.RadioSelect,
    )


def comment_field(criterion):
    return forms.CharField(
        label=criterion.title,
        required=False,
        max_length=MAX_LENGTH,
        initial=criterion.answer.comment,
        widget=forms.Textarea(attrs={"rows": 1}),
    )


class ReviewCommentForm(CommentForm):
    criterion = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TakeawayForm(forms.Form):
    takeaway = forms.CharField(
        label="What I take from it",
        required=False,
        max_length=2000,
        help_text="Optional. The readers of this review see it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
