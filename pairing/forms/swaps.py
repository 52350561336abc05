from django import forms
from django.core.exceptions import ValidationError

from core.person_display import label_people
from pairing.actions.swaps import NOT_POSSIBLE


class SwapForm(forms.Form):
    """`is_possible(pairing)` says whether it can be swapped; the form never says why not."""

    theirs = forms.TypedChoiceField(
        label="With",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a colleague.", "invalid_choice": NOT_POSSIBLE},
    )

    def __init__(self, *args, candidates, is_possible, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_possible = is_possible
        pairings_by_id = {str(pairing.pk): pairing for pairing in candidates}
        reviewers = {pairing.reviewer for pairing in pairings_by_id.values()}
        names = label_people(reviewers)
        self.fields["theirs"].choices = [
            (pk, f"{names[pairing.reviewer_id]}, who reviews {pairing.owner.name}")
            for pk, pairing in pairings_by_id.items()
        ]
        self.fields["theirs"].coerce = pairings_by_id.__getitem__

    def clean_theirs(self):
        theirs = self.cleaned_data["theirs"]
        if not self.is_possible(theirs):
            raise ValidationError(NOT_POSSIBLE)
        return theirs
