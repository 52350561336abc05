from django import forms
from django.core.exceptions import ValidationError

from comments.forms import MAX_LENGTH
from core.forms import ProseField
from reviews.kinds import kind_of
from reviews.rubric_input import AnswerInput
from reviews.states import AnswerValue


class AnswerForm(forms.Form):
    """A new version of one answer of a sent review."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    value = forms.ChoiceField(label="Answer", widget=forms.RadioSelect)
    comment = ProseField(
        label="Comment",
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data=None, *, review, answer):
        self.review = review
        self.answer = answer
        initial = {"version": review.version, "value": answer.value, "comment": answer.comment}
        super().__init__(data, initial=initial)
        allows_na = answer.criterion.allows_na
        self.fields["value"].choices = [
            (value, label)
            for value, label in AnswerValue.choices
            if value != AnswerValue.NA or allows_na
        ]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        criterion = self.answer.criterion
        typed = AnswerInput(criterion.pk, cleaned["value"], cleaned["comment"])
        problem = kind_of(self.review).find_answer_problem(self.review, criterion, typed)
        if problem:
            self.add_error("comment", problem)
        is_same = (typed.value, typed.comment) == (self.answer.value, self.answer.comment)
        if is_same and cleaned["version"] == self.review.version:
            raise ValidationError("Nothing has changed. Change the answer or its comment first.")
        return cleaned
