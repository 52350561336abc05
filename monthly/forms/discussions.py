from dataclasses import dataclass

from django import forms
from django.utils.crypto import get_random_string

from core.drafts import Seen
from core.form_recovery import BASE_PREFIX
from core.forms import LineField, ProseField
from monthly.discussion_input import NOTES, DiscussionInput, note_name, value_name
from monthly.models import Agreement
from monthly.queries.comparisons import Comparison
from reviews.states import AnswerValue

LONGEST_NOTES = 10_000
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A difference with what the two agreed, and the bound fields while they can write."""

    comparison: Comparison
    agreed: str
    note: str
    value_field: forms.BoundField | None = None
    note_field: forms.BoundField | None = None


def build_rows(comparisons, texts, form=None):
    """The `AgreementRow` of each of `comparisons`; without a form they are read-only."""
    rows = []
    for comparison in comparisons:
        value = value_name(comparison.difference)
        note = note_name(comparison.difference)
        agreed = AnswerValue(texts[value]).label if texts[value] else ""
        fields = (form[value], form[note]) if form else ()
        rows.append(AgreementRow(comparison, agreed, texts[note], *fields))
    return rows


class DiscussionForm(forms.Form):
    """The notes of a talk, and an agreed answer with one line for each difference.

    Each field has a hidden twin, named with `BASE_PREFIX`: what the page read or saved last.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    save_number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=LARGEST, required=False, initial=0
    )
    notes = ProseField(
        label="Notes from the talk",
        required=False,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, monthly_review, comparisons, texts):
        initial = {"version": monthly_review.version, "page": get_random_string(16)}
        super().__init__(data, initial=initial)
        self.differences = [comparison.difference for comparison in comparisons]
        self.names = list(texts)
        self.fields[NOTES].initial = texts[NOTES]
        for comparison in comparisons:
            self._add_agreement(comparison, texts)
        for name in texts:
            self.fields[f"{BASE_PREFIX}{name}"] = ProseField(required=False, initial=texts[name])

    def _add_agreement(self, comparison, texts):
        title = comparison.criterion.title
        value = value_name(comparison.difference)
        note = note_name(comparison.difference)
        self.fields[value] = forms.ChoiceField(
            label=f"Agreed answer: {title}",
            choices=list_choices(comparison),
            required=False,
            initial=texts[value],
            widget=forms.RadioSelect,
        )
        self.fields[note] = LineField(
            label=f"What you agreed: {title}",
            required=False,
            max_length=Agreement._meta.get_field("note").max_length,
            initial=texts[note],
        )

    def discussion_input(self, *, page_stays=False):
        cleaned = self.cleaned_data
        seen = Seen(cleaned["version"], cleaned["page"], page_stays, cleaned["save_number"] or 0)
        return DiscussionInput(
            seen=seen,
            texts={name: cleaned[name] for name in self.names},
            base={name: cleaned[f"{BASE_PREFIX}{name}"] for name in self.names},
        )

    def list_base(self):
        """(name, text) of the hidden twins: what was posted, or what is saved."""
        names = [f"{BASE_PREFIX}{name}" for name in self.names]
        return [(name, self[name].value() or "") for name in names]

    def list_base_after_save(self):
        """(name, text) of the hidden twins after a save: what the page holds from now on."""
        return [(f"{BASE_PREFIX}{name}", self.cleaned_data[name]) for name in self.names]


def list_choices(comparison):
    """Yes, no, n/a where it is possible, and to leave both answers as they are."""
    values = [AnswerValue.YES, AnswerValue.NO]
    answered = (comparison.own.value, comparison.managers.value)
    if comparison.criterion.allows_na or AnswerValue.NA in answered:
        values.append(AnswerValue.NA)
    return [*((value, value.label) for value in values), ("", "Keep both")]
