from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.crypto import get_random_string

from reviews.layout import CriterionRow
from reviews.rubric_input import AnswerInput, RubricInput
from reviews.states import AnswerValue

MAX_LENGTH = 10_000


class RubricForm(forms.Form):
    """One yes/no and one comment a criterion. As a draft anything may be open; to be sent, nothing may."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    closing_note = forms.CharField(
        label="Closing note",
        help_text="What you would say first if you met: it stands on top of the review, like a letter.",
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    technical_notes = forms.CharField(
        label="Technical notes",
        help_text="Facts about the product or the diagnosis. Only the two of you will ever see them.",
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, criteria, review, sending=False):
        self.criteria = criteria
        self.sending = sending
        super().__init__(data, initial=initial_values(review))
        for criterion in criteria:
            self.fields[f"answer_{criterion.pk}"] = answer_field(criterion)
            self.fields[f"comment_{criterion.pk}"] = comment_field(criterion)
        self.order_fields(
            [
                "version",
                "page",
                *(name for c in criteria for name in field_names(c)),
                "technical_notes",
                "closing_note",
            ]
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.form_show_errors = False  # the page has its own summary, above the sheet
        self.helper.layout = Layout(
            *(CriterionRow(criterion, *field_names(criterion)) for criterion in criteria)
        )

    def clean(self):
        cleaned = super().clean()
        if self.sending:
            for criterion, given in zip(self.criteria, self.given(), strict=True):
                answer, comment = field_names(criterion)
                if (problem := given.problem(criterion.allows_na)) and not {answer, comment} & set(
                    self.errors
                ):
                    self.add_error(comment if given.value == AnswerValue.NO else answer, problem)
        return cleaned

    def given(self):
        values = [
            (c.pk, *(self.cleaned_data.get(name, "") for name in field_names(c)))
            for c in self.criteria
        ]
        return tuple(AnswerInput(*value) for value in values)

    def filled(self):
        data = self.cleaned_data
        return RubricInput(
            data["version"],
            self.given(),
            data["closing_note"],
            data["technical_notes"],
            data["page"],
        )

    def answered(self):
        """How many criteria have an answer in what was just typed."""
        return sum(bool(self.data.get(field_names(criterion)[0])) for criterion in self.criteria)

    def marks(self):
        """Each criterion with what is chosen for it now, for the checklist."""
        return [
            (criterion, self[field_names(criterion)[0]].value() or "")
            for criterion in self.criteria
        ]


def initial_values(review):
    kept = {name: getattr(review, name) for name in ("version", "closing_note", "technical_notes")}
    return kept | {"page": get_random_string(16)}


def field_names(criterion):
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


class CommentForm(forms.Form):
    body = forms.CharField(
        label="Comment", max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )
    criterion = forms.IntegerField(required=False, widget=forms.HiddenInput)
    thread = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TakeawayForm(forms.Form):
    takeaway = forms.CharField(
        label="What I take from it",
        required=False,
        max_length=2000,
        help_text="Optional. The readers of this review see it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
